import { createHash } from "node:crypto";

/** A strong entity tag (RFC 9110 §8.8.3): the same content always gives the same tag, in every process. */
export function entityTag(content: string | Buffer): string {
  return `"${createHash("sha256").update(content).digest("base64url")}"`;
}
