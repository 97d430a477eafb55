import { createHash, randomBytes } from "node:crypto";

/** The secret in a feed's address: 256 random bits, 43 characters of base64url. Shown once and kept nowhere. */
export function newFeedToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What the database knows the token by: its SHA-256, in base64url. Takes any text, so that a malformed token costs what an
 * unknown does.
 */
export function feedTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
