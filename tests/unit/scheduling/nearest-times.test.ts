import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestTimes } from "../../../server/scheduling/nearest-times.ts";

const times = [0, 15, 30, 60, 90].map((startMinute) => ({ startMinute }));

test("the times closest to the wanted start come first, and the earlier of two equally close", () => {
  expect(nearestTimes(times, 45, 3)).toEqual([{ startMinute: 30 }, { startMinute: 60 }, { startMinute: 15 }]);
});

test("when fewer times exist than asked for, all are given", () => {
  expect(nearestTimes(times, 0, 10)).toEqual(times);
});

test("no time left out is closer than one that was given", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 1000 })),
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 5 }),
      (starts, wanted, count) => {
        const given = nearestTimes(
          starts.map((startMinute) => ({ startMinute })),
          wanted,
          count,
        );
        const farthest = Math.max(-1, ...given.map(({ startMinute }) => Math.abs(startMinute - wanted)));
        const left = starts.filter((start) => !given.some(({ startMinute }) => startMinute === start));
        expect(given).toHaveLength(Math.min(count, starts.length));
        for (const start of left) expect(Math.abs(start - wanted)).toBeGreaterThanOrEqual(farthest);
      },
    ),
  );
});
