import { expect, test } from "vitest";
import { bestTimes, createMerits } from "../../../../client/src/features/free-times/best-times.ts";
import type { FreeTime } from "../../../../server/scheduling/free-times.contract.ts";

const NOTHING = { earliness: 0, preference: 0, continuity: 0, load: 0, optional: 0, holes: 0 };

/** A time of one hour on the Swedish clock in winter. */
function timeAt(on: string, clock: string, parts: Partial<typeof NOTHING> = {}): FreeTime {
  const startAt = new Date(`${on}T${clock}:00+01:00`);
  const endAt = new Date(startAt.getTime() + 3_600_000);
  const all = { ...NOTHING, ...parts };
  const total = Object.values(all).reduce((sum, points) => sum + points, 0);
  return {
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    handlaggare: [],
    score: { total, parts: all },
  };
}

test("the best times come best first, of equals the earliest, and no more than asked for", () => {
  const good = timeAt("2026-11-26", "10:00", { preference: 4000 });
  const early = timeAt("2026-11-24", "10:00", { earliness: 900 });
  const equal = timeAt("2026-11-25", "10:00", { earliness: 900 });
  const poor = timeAt("2026-11-27", "10:00");
  expect(bestTimes([poor, equal, good, early], 3)).toEqual([good, early, equal]);
});

test("of a day come two times at most, and none that overlaps a better one", () => {
  const times = ["08:00", "08:30", "09:00", "10:00"].map((clock, index) =>
    timeAt("2026-11-24", clock, { earliness: 100 - index }),
  );
  const nextDay = timeAt("2026-11-25", "08:00");
  expect(bestTimes([...times, nextDay], 5)).toEqual([times[0], times[2], nextDay]);
});

test("merits in comparison are told of the times near the best only, and of none when all are alike", () => {
  const first = timeAt("2026-11-24", "08:00", { earliness: 4000, load: 500 });
  const second = timeAt("2026-11-25", "08:00", { earliness: 3300, load: 500 });
  const last = timeAt("2026-12-20", "08:00", { earliness: 0, load: 500 });
  const meritsOf = createMerits([first, second, last]);
  expect([first, second, last].map(meritsOf)).toEqual([["earliness"], ["earliness"], []]);
});

test("that the time suits the person, or that they have met before, is told even when it is true of all", () => {
  const times = ["08:00", "10:00"].map((clock) =>
    timeAt("2026-11-24", clock, { preference: 4000, continuity: 3000 }),
  );
  expect(times.map(createMerits(times))).toEqual([
    ["preference", "continuity"],
    ["preference", "continuity"],
  ]);
});
