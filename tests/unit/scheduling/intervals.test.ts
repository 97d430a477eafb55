import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Interval } from "../../../server/scheduling/intervals.ts";
import {
  epochMinuteOf,
  instantOfEpochMinute,
  intersect,
  intervalOf,
  normalise,
  subtract,
} from "../../../server/scheduling/intervals.ts";

const SPAN = 60;
const anInterval = fc
  .tuple(fc.integer({ min: -SPAN, max: SPAN }), fc.integer({ min: -2, max: 20 }))
  .map(([start, length]) => ({ start, end: start + length }));
const intervals = fc.array(anInterval, { maxLength: 12 });

/** The oracle: one cell a minute. */
function cellsOf(set: readonly Interval[]): boolean[] {
  return Array.from({ length: 4 * SPAN }, (_, cell) =>
    set.some(({ start, end }) => start <= cell - 2 * SPAN && cell - 2 * SPAN < end),
  );
}

function expectNormal(set: readonly Interval[]): void {
  set.forEach(({ start, end }, index) => {
    expect(start).toBeLessThan(end);
    expect(start).toBeGreaterThan(set[index - 1]?.end ?? -Infinity);
  });
}

function holdsForAll(
  operation: (a: Interval[], b: Interval[]) => Interval[],
  cell: (inA: boolean, inB: boolean) => boolean,
): void {
  fc.assert(
    fc.property(intervals, intervals, (someA, someB) => {
      const [a, b] = [normalise(someA), normalise(someB)];
      const result = operation(a, b);
      const inB = cellsOf(b);
      expect(cellsOf(result)).toEqual(cellsOf(a).map((inA, index) => cell(inA, inB[index] ?? false)));
      expectNormal(result);
    }),
    { numRuns: 2000 },
  );
}

describe("sets of minutes, against a bitmap", () => {
  test("normalising unites what overlaps or touches and drops what is empty, in any order", () => {
    fc.assert(
      fc.property(intervals, (some) => {
        const united = normalise(some);
        expect(cellsOf(united)).toEqual(cellsOf(some));
        expectNormal(united);
        expect(normalise([...some].reverse())).toEqual(united);
        expect(normalise(united)).toEqual(united);
      }),
      { numRuns: 2000 },
    );
  });

  test("the intersection holds the minutes in both", () => {
    holdsForAll(intersect, (inA, inB) => inA && inB);
  });

  test("the difference holds the minutes in the first and not in the second", () => {
    holdsForAll(subtract, (inA, inB) => inA && !inB);
  });

  test("normalising leaves the intervals it was given as they were", () => {
    const given = [
      { start: 0, end: 10 },
      { start: 5, end: 20 },
    ];
    normalise(given);
    expect(given).toEqual([
      { start: 0, end: 10 },
      { start: 5, end: 20 },
    ]);
  });
});

describe("instants as minutes", () => {
  test("an instant within a minute lies in that minute, also before 1970", () => {
    expect(epochMinuteOf(new Date("1970-01-01T00:02:59.999Z"))).toBe(2);
    expect(epochMinuteOf(new Date("1969-12-31T23:59:30Z"))).toBe(-1);
    expect(instantOfEpochMinute(2)).toEqual(new Date("1970-01-01T00:02:00Z"));
  });

  test("time with seconds covers every minute it touches", () => {
    expect(intervalOf(new Date("1970-01-01T00:01:30Z"), new Date("1970-01-01T00:03:00.001Z"))).toEqual({
      start: 1,
      end: 4,
    });
  });
});
