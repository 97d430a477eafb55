import { expect, test } from "vitest";
import { instantOfEpochMinute } from "../../../server/scheduling/intervals.ts";
import { minutesOfDayOf } from "../../../server/scheduling/local-time.ts";
import { openTimeOf, type WorkingRules } from "../../../server/scheduling/open-time.ts";
import type { CalendarOptions } from "../../../server/scheduling/swedish-calendar.ts";

const EIGHT_TO_FOUR: WorkingRules = {
  weeklyHours: ([1, 2, 3, 4, 5] as const).map((weekday) => ({ weekday, startMinutes: 480, endMinutes: 960 })),
  exceptions: [],
  lunch: null,
  recurringAbsences: [],
};
const open = (rules: Partial<WorkingRules>, first: string, last = first, calendar?: CalendarOptions) =>
  openTimeOf({ ...EIGHT_TO_FOUR, ...rules }, { first, last }, calendar).map(({ start, end }) =>
    [start, end].map((minute) => minutesOfDayOf(instantOfEpochMinute(minute)) / 60),
  );

test("lunch is taken out of the hours, also of those that an exception gives", () => {
  const lunch = { startMinutes: 720, endMinutes: 780 };
  const exceptions = [{ on: "2026-03-03", stretches: [{ startMinutes: 600, endMinutes: 840 }] }];

  expect(open({ lunch }, "2026-03-02")).toEqual([
    [8, 12],
    [13, 16],
  ]);
  expect(open({ lunch, exceptions }, "2026-03-03")).toEqual([
    [10, 12],
    [13, 14],
  ]);
});

test("an exception without hours is a day off, and one on a public holiday opens nothing", () => {
  const at = (on: string) => [{ on, stretches: [{ startMinutes: 480, endMinutes: 960 }] }];

  expect(open({ exceptions: [{ on: "2026-03-02", stretches: [] }] }, "2026-03-02")).toEqual([]);
  expect(open({ exceptions: at("2026-03-07") }, "2026-03-07")).toEqual([[8, 16]]);
  expect(open({ exceptions: at("2026-04-03") }, "2026-04-03")).toEqual([]);
});

test("an absence every other week comes in the week of its first date and every second after, until its last", () => {
  const recurringAbsences = [
    {
      weekday: 2,
      startMinutes: 480,
      endMinutes: 600,
      everyWeeks: 2,
      firstOn: "2026-03-04",
      lastOn: "2026-04-01",
      title: null,
      kind: "away",
    },
  ] as const;
  const starts = ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31", "2026-04-14"].map(
    (tuesday) => open({ recurringAbsences }, tuesday)[0]![0],
  );

  expect(starts).toEqual([8, 8, 10, 8, 10, 8]);
});

test("squeeze days are closed only where the configuration closes them", () => {
  const fridayAfterAscension = "2026-05-15";

  expect(open({}, fridayAfterAscension)).toEqual([[8, 16]]);
  expect(open({}, fridayAfterAscension, fridayAfterAscension, { closedSqueezeDays: true })).toEqual([]);
  expect(open({}, "2026-05-18", "2026-05-18", { closedSqueezeDays: true })).toEqual([[8, 16]]);
});

test.each(["2026-03-27", "2026-10-23"])(
  "hours are the same on the wall on both sides of the clock change after %s",
  (friday) => {
    const weekend = { "2026-03-27": "2026-03-30", "2026-10-23": "2026-10-26" }[friday]!;

    expect(open({}, friday, weekend)).toEqual([
      [8, 16],
      [8, 16],
    ]);
  },
);

test("hours hold from their first date to their last, both included, in the stead of those that began before", () => {
  const spring = { validFrom: "2026-03-10", validUntil: "2026-03-12" };
  const weeklyHours = [
    ...EIGHT_TO_FOUR.weeklyHours,
    { weekday: 2, startMinutes: 600, endMinutes: 720, ...spring },
    { weekday: 4, startMinutes: 780, endMinutes: 840, ...spring },
  ] as const;
  const on = (date: string) => open({ weeklyHours }, date);

  expect([on("2026-03-09"), on("2026-03-13")]).toEqual([[[8, 16]], [[8, 16]]]);
  expect([on("2026-03-10"), on("2026-03-11"), on("2026-03-12")]).toEqual([[[10, 12]], [], [[13, 14]]]);
});

test("hours that have ended, or have not begun, open nothing", () => {
  const hours = { weekday: 2, startMinutes: 480, endMinutes: 960 } as const;
  const on = (date: string, validity: object) => open({ weeklyHours: [{ ...hours, ...validity }] }, date);

  expect(on("2026-03-10", { validUntil: "2026-03-09" })).toEqual([]);
  expect(on("2026-03-10", { validFrom: "2026-03-11" })).toEqual([]);
  expect(on("2026-03-10", { validFrom: "2026-03-10", validUntil: "2026-03-10" })).toEqual([[8, 16]]);
});

test.each([
  ["spring", "2026-03-29", 23],
  ["autumn", "2026-10-25", 25],
])(
  "on the day of the clock change in %s, validity and a recurring half day go by dates and clocks",
  (_, on, hours) => {
    const weeklyHours = [
      { weekday: 7, startMinutes: 0, endMinutes: 1440, validFrom: on, validUntil: on },
    ] as const;
    const morning = { weekday: 7, startMinutes: 0, endMinutes: 720, everyWeeks: 1, title: null } as const;
    const recurringAbsences = [{ ...morning, kind: "focus", firstOn: on, lastOn: on }] as const;
    const minutes = (rules: Partial<WorkingRules>) =>
      openTimeOf({ ...EIGHT_TO_FOUR, ...rules }, { first: on, last: on }).map(
        ({ start, end }) => end - start,
      );

    expect(minutes({ weeklyHours })).toEqual([hours * 60]);
    expect(minutes({ weeklyHours, recurringAbsences })).toEqual([12 * 60]);
    expect(open({ weeklyHours, recurringAbsences }, on)[0]![0]).toBe(12);
  },
);
