import { expect, test } from "vitest";
import fc from "fast-check";
import { nextTryAt, retryDelayMs } from "../../../server/invitations/retry.ts";

const at = new Date("2026-03-02T08:00:00Z");
const tries = fc.integer({ min: 1, max: 1_000 });
const random = fc.double({ min: 0, max: 1, noNaN: true });

test("each further try, whatever the chance: waits twice as long give or take a quarter, and never over 38 minutes", () => {
  expect([1, 2, 3, 4].map((n) => retryDelayMs(n, 0.5))).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(retryDelayMs(1, 0)).toBe(3_750);
  expect(retryDelayMs(1, 1)).toBe(6_250);
  expect(retryDelayMs(50, 0.5)).toBe(30 * 60_000);
  fc.assert(
    fc.property(tries, random, (n, chance) => {
      const delay = retryDelayMs(n, chance);
      return delay >= 3_750 && delay <= 37.5 * 60_000;
    }),
  );
});

test("a message that is needed by an instant, whenever it was tried: is not tried then or later", () => {
  fc.assert(
    fc.property(tries, random, fc.integer({ min: -7_200, max: 864_000 }), (n, chance, seconds) => {
      const neededBy = new Date(at.getTime() + seconds * 1_000);
      const next = nextTryAt({ at, tries: n, neededBy }, chance);
      return next === null ? retryDelayMs(n, chance) >= seconds * 1_000 : next > at && next < neededBy;
    }),
  );
});

test("a message that says itself how long it is needed: is tried again", () => {
  expect(nextTryAt({ at, tries: 2, neededBy: null }, 0.5)).toEqual(new Date("2026-03-02T08:00:10Z"));
});
