import { createHash, createHmac } from "node:crypto";

/**
 * The secret in a one-time link: 256 bits, derived from the link's id with a key that only the system holds. It can
 * therefore be written again into a reminder, though the database keeps no more than its hash.
 */
export interface OneTimeTokens {
  /** The token of a link: 43 characters of base64url. */
  tokenOf(linkId: string): string;
  /** What the database knows the token by. */
  hashOf(token: string): Buffer;
}

/** @param key secret of at least 32 bytes. */
export function createOneTimeTokens(key: Buffer): OneTimeTokens {
  return {
    tokenOf: (linkId) => createHmac("sha256", key).update(`one-time-link:${linkId}`).digest("base64url"),
    hashOf: (token) => createHash("sha256").update(token).digest(),
  };
}
