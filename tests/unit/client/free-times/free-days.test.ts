import { expect, test } from "vitest";
import { byPair, calmTimes, freeDays } from "../../../../client/src/features/free-times/free-days.ts";
import type { EmptyDay, FreeTime } from "../../../../server/scheduling/free-times.contract.ts";

/** A time of one hour on the Swedish clock in winter. */
function timeAt(on: string, clock: string): FreeTime {
  const startAt = new Date(`${on}T${clock}:00+01:00`);
  const endAt = new Date(startAt.getTime() + 3_600_000);
  const parts = { earliness: 0, preference: 0, continuity: 0, load: 0, optional: 0, holes: 0 };
  const score = { total: 0, parts };
  return { startAt: startAt.toISOString(), endAt: endAt.toISOString(), handlaggare: [], score };
}

const clocksOf = (times: readonly FreeTime[]) =>
  times.map(({ startAt }) => new Date(Date.parse(startAt) + 3_600_000).toISOString().slice(11, 16));

test("times are gathered under their Swedish day, in order with the days that have none", () => {
  const days = freeDays({
    times: [timeAt("2026-11-24", "00:15"), timeAt("2026-11-24", "23:00"), timeAt("2026-11-26", "10:00")],
    emptyDays: [{ on: "2026-11-25", reasons: [{ code: "busy", organisationId: "arbetsformedlingen" }] }],
  });
  expect(days.map(({ kind, on }) => [kind, on])).toEqual([
    ["times", "2026-11-24"],
    ["empty", "2026-11-25"],
    ["times", "2026-11-26"],
  ]);
});

test("empty days in a row become one when their reasons are the same, and only then", () => {
  const weekend: EmptyDay["reasons"] = [{ code: "weekend" }];
  const days = freeDays({
    times: [],
    emptyDays: [
      { on: "2026-10-30", reasons: [{ code: "busy", organisationId: "forsakringskassan" }] },
      { on: "2026-10-31", reasons: weekend },
      { on: "2026-11-01", reasons: weekend },
      { on: "2026-11-07", reasons: weekend },
    ],
  });
  expect(days).toMatchObject([
    { on: "2026-10-30", lastOn: "2026-10-30" },
    { on: "2026-10-31", lastOn: "2026-11-01" },
    { on: "2026-11-07", lastOn: "2026-11-07" },
  ]);
});

test("quarters are left out where a half hour beside them will do", () => {
  const times = ["09:00", "09:15", "09:30", "09:45", "10:00"].map((clock) => timeAt("2026-11-24", clock));
  expect(clocksOf(calmTimes(times, []))).toEqual(["09:00", "09:30", "10:00"]);
});

test("a quarter stays when it is the only way into a gap, or is the chosen time", () => {
  const alone = ["09:15", "13:00", "13:15"].map((clock) => timeAt("2026-11-24", clock));
  expect(clocksOf(calmTimes(alone, []))).toEqual(["09:15", "13:00"]);
  expect(clocksOf(calmTimes(alone, [alone[2]!.startAt]))).toEqual(["09:15", "13:00", "13:15"]);
});

test("a day's times are gathered by who would come, the pair that can first before the others", () => {
  const withPair = (clock: string, personId: string): FreeTime => ({
    ...timeAt("2026-11-24", clock),
    handlaggare: [{ organisationId: "forsakringskassan", personId, name: personId }],
  });
  const groups = byPair([withPair("08:00", "b"), withPair("09:00", "a"), withPair("10:00", "b")]);
  expect(groups.map(clocksOf)).toEqual([["08:00", "10:00"], ["09:00"]]);
});
