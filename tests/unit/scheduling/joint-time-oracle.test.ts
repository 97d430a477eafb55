import fc from "fast-check";
import { expect, test } from "vitest";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import { aSearch } from "../../support/joint-search-worlds.ts";
import { everyJointTime } from "../../support/joint-time-oracle.ts";

/** Comparing text is much quicker; what differs is then shown as it is. */
function expectSame(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found).toEqual(wanted);
}

test("in 12 000 searches the same times are found, with the same pairs, points and order, as by trying everything", () => {
  let found = 0;
  let searchesWithTimes = 0;
  fc.assert(
    fc.property(aSearch, (input) => {
      const times = rankJointTimes(input);
      found += times.length;
      searchesWithTimes += Number(times.length > 0);
      expectSame(times, everyJointTime(input));
    }),
    { numRuns: 12_000 },
  );
  expect(found).toBeGreaterThan(100_000);
  expect(searchesWithTimes).toBeGreaterThan(5_000);
}, 180_000);
