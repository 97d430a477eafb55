import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createVault } from "../../../server/platform/vault.ts";

const newKey = () => randomBytes(32).toString("base64");
const OLD = newKey();
const NEW = newKey();
/** One of Skatteverket's test numbers. */
const PERSONNUMMER = "201701012393";

test("whatever is encrypted, comes back", () => {
  const vault = createVault({ k1: OLD });
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (plain) => {
      expect(vault.decrypt(vault.encrypt(plain))).toBe(plain);
    }),
  );
});

test("a value encrypted twice: nothing tells that it is the same", () => {
  const vault = createVault({ k1: OLD });
  expect(vault.encrypt(PERSONNUMMER).encrypted.equals(vault.encrypt(PERSONNUMMER).encrypted)).toBe(false);
});

test("any bit changed, or any part cut away: refused", () => {
  const vault = createVault({ k1: OLD });
  const { keyId, encrypted } = vault.encrypt(PERSONNUMMER);
  for (let bit = 0; bit < encrypted.length * 8; bit++) {
    const tampered = Buffer.from(encrypted);
    tampered[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => vault.decrypt({ keyId, encrypted: tampered })).toThrow();
  }
  for (let length = 0; length < encrypted.length; length++)
    expect(() => vault.decrypt({ keyId, encrypted: encrypted.subarray(0, length) })).toThrow();
});

test("a key added: new values use it, old ones are read, and both are found by the same hash", () => {
  const before = createVault({ k1: OLD });
  const after = createVault({ k1: OLD, k2: NEW });
  expect(after.encrypt(PERSONNUMMER).keyId).toBe("k2");
  expect(after.decrypt(before.encrypt(PERSONNUMMER))).toBe(PERSONNUMMER);
  expect(after.lookupHash(PERSONNUMMER).equals(before.lookupHash(PERSONNUMMER))).toBe(true);
});

test("a key taken away or exchanged: what it encrypted can't be read", () => {
  const value = createVault({ k1: OLD }).encrypt(PERSONNUMMER);
  expect(() => createVault({ k2: NEW }).decrypt(value)).toThrow("Unknown data key");
  expect(() => createVault({ k1: NEW }).decrypt(value)).toThrow();
});

test("the hash: the same for the same value, another for another value or key, and not the value itself", () => {
  const vault = createVault({ k1: OLD });
  const hash = vault.lookupHash(PERSONNUMMER);
  expect(hash.equals(vault.lookupHash(PERSONNUMMER))).toBe(true);
  expect(hash.equals(vault.lookupHash("189001019802"))).toBe(false);
  expect(hash.equals(createVault({ k1: NEW }).lookupHash(PERSONNUMMER))).toBe(false);
  expect(hash).toHaveLength(32);
});

test("what an earlier release encrypted is read, and found by the hash it stored", () => {
  const vault = createVault({ k1: Buffer.alloc(32, 1).toString("base64") });
  const encrypted = Buffer.from("Dr+V7a+PYk9vJZ5DTuUYNVysrU8IkWuUMTEkCPl55ngNX48Qjii3Hw==", "base64");
  expect(vault.decrypt({ keyId: "k1", encrypted })).toBe("190001010107");
  expect(vault.lookupHash("190001010107").toString("base64")).toBe(
    "Een6ZKlS394rnBVyNm5WuL3d4axciFlzbvZeg0gVJQw=",
  );
});

test("no key at all: refused at once", () => {
  expect(() => createVault({})).toThrow("At least one data key");
});
