/** Passwords that stand in examples. */
const WELL_KNOWN = new Set([
  "admin",
  "changeme",
  "password",
  "postgres",
  "samtid",
  "secret",
  "token",
  "user",
]);
const FEWEST_DIFFERENT_BYTES = 12;

/** Whether a key, in base64, was not made by a generator: too few different bytes in it. A random one of 32 bytes has about 30. */
export function isMadeByHand(key: string): boolean {
  return new Set(Buffer.from(key, "base64")).size < FEWEST_DIFFERENT_BYTES;
}

/** Whether a password is one that everybody knows. */
export function isWellKnown(password: string): boolean {
  return WELL_KNOWN.has(password.toLowerCase());
}

/** Whether an address has such a password in it. */
export function hasWellKnownPassword(address: string): boolean {
  return isWellKnown(decodeURIComponent(new URL(address).password));
}
