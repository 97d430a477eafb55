import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capacityByDay } from "../../../server/scheduling/capacity.ts";
import { addDays } from "../../../server/scheduling/local-time.ts";
import { aSearch } from "../../support/joint-search-worlds.ts";
import { createFreeTest } from "../../support/joint-time-oracle.ts";
import { during, officeWorker, situation, TUESDAY, windowOf } from "../../support/search-situation.ts";

describe("capacity", () => {
  test("a chef sees day by day how much time each office has, and how much they have together", () => {
    const window = windowOf(TUESDAY, addDays(TUESDAY, 4));
    const fk = [
      officeWorker("fk-1", window),
      officeWorker("fk-2", window, { busyTime: [during(TUESDAY, "08:00", "12:00")] }),
    ];
    const af = [officeWorker("af-1", window, { capPerDay: { most: 3, meetings: [0, 3] } })];
    const days = capacityByDay({
      ...situation({ window }),
      sides: [
        { side: "fk", candidates: fk },
        { side: "af", candidates: af },
      ],
    });
    expect(
      days.map(({ on, sides, jointMinutes }) => [
        on,
        ...sides.map((side) => side.freeMinutes / 60),
        jointMinutes / 60,
      ]),
    ).toEqual([
      ["2026-11-24", 12, 8, 8],
      ["2026-11-25", 16, 0, 0],
      ["2026-11-26", 16, 8, 8],
      ["2026-11-27", 16, 8, 8],
      ["2026-11-28", 0, 0, 0],
    ]);
  });

  test("two pairs who are free at the same time count twice", () => {
    const window = windowOf(TUESDAY, TUESDAY);
    const two = (side: string) => ({
      side,
      candidates: [officeWorker(`${side}-1`, window), officeWorker(`${side}-2`, window)],
    });
    expect(capacityByDay({ window, sides: [two("fk"), two("af")] })[0]?.jointMinutes).toBe(16 * 60);
  });

  test("for any search it is what a count of everybody's free cells gives", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const sides = input.sides.map(({ side, candidates }) => ({
          side,
          candidates: candidates.map((person) => ({
            ...person,
            bufferBeforeMinutes: 0,
            bufferAfterMinutes: 0,
          })),
        }));
        const isFree = createFreeTest({ ...input, durationMinutes: 5 });
        const counted = input.days!.map(({ on, start, end }) => {
          const free = sides.map(() => 0);
          let joint = 0;
          const first = Math.max(start, Math.ceil(input.window.from / 5) * 5);
          for (let minute = first; minute < Math.min(end, input.window.to); minute += 5) {
            const counts = sides.map(
              ({ candidates }) => candidates.filter((person) => isFree(person, minute)).length,
            );
            counts.forEach((count, side) => (free[side]! += count));
            joint += Math.min(...counts);
          }
          return {
            on,
            sides: sides.map(({ side }, index) => ({ side, freeMinutes: free[index]! * 5 })),
            jointMinutes: joint * 5,
          };
        });
        expect(capacityByDay(input)).toEqual(counted);
      }),
      { numRuns: 200 },
    );
  });
});
