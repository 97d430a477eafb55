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
  /**
   * The link's short code, to be read from paper and typed: 50 bits, so that with ten thousand live links a guess is
   * right once in 10¹¹. In letters and digits that aren't mistaken for each other: `K7M2P-X9QRT`.
   */
  codeOf(linkId: string): string;
  /** What the database knows the code by, however it was typed; keyed, since a code is short enough to be guessed from a mere hash. */
  hashOfCode(code: string): Buffer;
}

const CODE_LENGTH = 10;
/** Crockford's base 32: without I, L, O and U. */
const CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @param key secret of at least 32 bytes. */
export function createOneTimeTokens(key: Buffer): OneTimeTokens {
  return {
    tokenOf: (linkId) => createHmac("sha256", key).update(`one-time-link:${linkId}`).digest("base64url"),
    hashOf: (token) => createHash("sha256").update(token).digest(),
    codeOf(linkId) {
      const bytes = createHmac("sha256", key).update(`letter-code:${linkId}`).digest();
      const letters = [...bytes.subarray(0, CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte % 32]);
      return `${letters.slice(0, 5).join("")}-${letters.slice(5).join("")}`;
    },
    hashOfCode: (code) =>
      createHmac("sha256", key)
        .update(`letter-code-hash:${normalised(code)}`)
        .digest(),
  };
}

/** What people read and type differently is the same: small letters, O for 0, I and L for 1. */
function normalised(code: string): string {
  return code.toUpperCase().replaceAll("-", "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}
