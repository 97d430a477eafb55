import { createHash } from "node:crypto";

/** Tells browsers apart: the same for all tabs of one, of no use as a credential, and what the database says when a session ends. */
export function browserMark(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("hex");
}
