import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts single values at rest and finds them again without decrypting. */
export interface Vault {
  /** AES-256-GCM under the newest key. */
  encrypt(plain: string): { keyId: string; encrypted: Buffer };
  /** @throws when the key is unknown or the value was tampered with. */
  decrypt(value: { keyId: string; encrypted: Buffer }): string;
  /** A keyed hash (HMAC-SHA-256): the same value always gives the same hash, and only key holders can guess. */
  lookupHash(plain: string): Buffer;
  /** A keyed hash of a day of the audit trail: who can only write to the database can't make one. */
  seal(digest: Buffer): Buffer;
  /** The key that new values are encrypted under. */
  readonly newestKeyId: string;
}

/**
 * @param keys key id → at least 32 bytes of secret, base64; the last is used for new values. The lookup hash and the
 * seals are keyed by the first, so that they stay the same when keys are added: the first is kept for ever.
 */
export function createVault(keys: Readonly<Record<string, string>>): Vault {
  const derived = Object.entries(keys).map(
    ([keyId, secret]) => [keyId, deriveKey(secret, "encrypt")] as const,
  );
  const [oldestSecret] = Object.values(keys);
  const newest = derived.at(-1);
  if (!oldestSecret || !newest) throw new Error("At least one data key is needed.");
  const [lookupKey, sealKey] = [deriveKey(oldestSecret, "lookup"), deriveKey(oldestSecret, "seal")];
  return {
    encrypt(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", newest[1], nonce);
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return { keyId: newest[0], encrypted: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
    },
    decrypt({ keyId, encrypted }) {
      const key = derived.find(([id]) => id === keyId)?.[1];
      if (!key) throw new Error(`Unknown data key ${keyId}.`);
      const decipher = createDecipheriv("aes-256-gcm", key, encrypted.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(encrypted.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return (
        decipher.update(encrypted.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") +
        decipher.final("utf8")
      );
    },
    lookupHash: (plain) => createHmac("sha256", lookupKey).update(plain).digest(),
    seal: (digest) => createHmac("sha256", sealKey).update(digest).digest(),
    newestKeyId: newest[0],
  };
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(secret, "base64"), "samtid", purpose, 32));
}
