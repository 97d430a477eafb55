import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainEmptyDays } from "../../../server/scheduling/empty-days.ts";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import { whyNotAt } from "../../../server/scheduling/why-not.ts";
import { aSearch } from "../../support/joint-search-worlds.ts";

describe("why not, for any search", () => {
  test("a start on the grid has a reason when, and only when, the search does not find it", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const { window, gridMinutes, durationMinutes } = input;
        const found = new Set(rankJointTimes(input).map(({ startMinute }) => startMinute));
        const first = Math.ceil(window.from / gridMinutes) * gridMinutes;
        for (let start = first; start + durationMinutes <= window.to; start += gridMinutes)
          expect(whyNotAt(input, start).length === 0).toBe(found.has(start));
      }),
      { numRuns: 500 },
    );
  });

  test("a day has reasons when, and only when, no time starts on it", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const times = rankJointTimes(input);
        const explained = explainEmptyDays(input, times);
        for (const { on, start, end } of input.days!) {
          const hasTimes = times.some(({ startMinute }) => start <= startMinute && startMinute < end);
          const reasons = explained.find((day) => day.on === on)?.reasons ?? [];
          expect(reasons.length > 0).toBe(!hasTimes);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
