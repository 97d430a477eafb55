import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { organizerAddress, participationOfAddress } from "../../../server/calendars/organizer-address.ts";
import { sanitiseAddress } from "../../../server/calendars/calendar-text.ts";

const settings = { key: Buffer.alloc(32, 7), domain: "svar.samtid.example" };
const id = "0198c0de-5a41-7d2c-9b3a-6f1f0d6f2b11";

test("given a UUID, the address keeps within 64 octets before the @ and can stand in a calendar", () => {
  const address = organizerAddress(id, settings);
  expect(address).toMatch(/^svar\+0198c0de-5a41-7d2c-9b3a-6f1f0d6f2b11\.[a-z2-7]{20}@svar\.samtid\.example$/);
  expect(address.split("@")[0]?.length).toBeLessThanOrEqual(64);
  expect(sanitiseAddress(address)).toBe(address);
});

test("given the longest id, the address keeps within 64 octets before the @", () => {
  expect(organizerAddress("a".repeat(38), settings).split("@")[0]).toHaveLength(64);
});

test("given the same id and key, the signature is the first 100 bits of the HMAC in base32", () => {
  const digest = createHmac("sha256", settings.key).update(`reply-address:${id}`).digest();
  const signature = organizerAddress(id, settings).split(/[.@]/)[1] ?? "";
  const bits = [...signature].map((letter) => "abcdefghijklmnopqrstuvwxyz234567".indexOf(letter));
  const number = bits.reduce((sum, five) => sum * 32n + BigInt(five), 0n);
  expect(number).toBe(BigInt(`0x${digest.subarray(0, 13).toString("hex")}`) >> 4n);
});

test("given any participation, its address leads back to it, also in capitals", () => {
  const anyId = fc.stringMatching(/^[a-z0-9-]{1,38}$/);
  fc.assert(
    fc.property(anyId, (participationId) => {
      const address = organizerAddress(participationId, settings);
      expect(participationOfAddress(address, settings)).toBe(participationId);
      expect(participationOfAddress(address.toUpperCase(), settings)).toBe(participationId);
    }),
  );
});

test("given one letter changed anywhere before the @, the address is nobody's", () => {
  const address = organizerAddress(id, settings);
  for (let index = 0; index < address.indexOf("@"); index++) {
    const other = address[index] === "a" ? "b" : "a";
    const forged = address.slice(0, index) + other + address.slice(index + 1);
    expect(participationOfAddress(forged, settings)).toBeNull();
  }
});

test("given another key, another domain or no such address, it is nobody's", () => {
  const address = organizerAddress(id, settings);
  expect(participationOfAddress(address, { ...settings, key: Buffer.alloc(32, 8) })).toBeNull();
  expect(participationOfAddress(address, { ...settings, domain: "samtid.example" })).toBeNull();
  for (const text of [
    "",
    "svar@svar.samtid.example",
    `svar+${id}@svar.samtid.example`,
    `x${address}`,
    `${address}\n`,
  ]) {
    expect(participationOfAddress(text, settings)).toBeNull();
  }
});

test("given an id that can't stand in an address, or a short key, it is refused", () => {
  for (const bad of ["", "A", "a.b", "a@b", "a".repeat(39)]) {
    expect(() => organizerAddress(bad, settings)).toThrow(TypeError);
  }
  const short = { ...settings, key: Buffer.alloc(31, 7) };
  expect(() => organizerAddress(id, short)).toThrow(TypeError);
});
