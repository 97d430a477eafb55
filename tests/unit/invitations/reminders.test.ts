import fc from "fast-check";
import { expect, test } from "vitest";
import {
  reminderDue,
  reminderPlanOf,
  remindersOf,
  reminderTimeOf,
} from "../../../server/invitations/reminders.ts";
import { isQuiet } from "../../../server/invitations/quiet-hours.ts";
import { instantAt, localDateOf, minutesOfDayOf } from "../../../server/scheduling/local-time.ts";
import { isWorkingDay } from "../../../server/scheduling/swedish-calendar.ts";

const LONG_AGO = new Date("2025-06-02T08:00:00Z");
const HOUR_MS = 3_600_000;

/** When each reminder goes out, by kind. */
const due = (startsAt: string, timeSetAt: Date = LONG_AGO) =>
  remindersOf({ type: "kontaktmote", startsAt: new Date(startsAt), timeSetAt }).map(
    ({ kind, dueAt }) => `${kind} ${dueAt.toISOString().slice(0, 16)}Z`,
  );

test.each([
  {
    what: "at half past eight: the last reminder comes the evening before, for an hour before is in the quiet hours",
    startsAt: "2026-03-18T07:30:00Z",
    expected: ["2026-03-11T08:00Z", "2026-03-17T08:00Z", "2026-03-17T18:00Z"],
  },
  {
    what: "at half past eight on a Monday: the evening before is Sunday's",
    startsAt: "2026-03-23T07:30:00Z",
    expected: ["2026-03-16T08:00Z", "2026-03-20T08:00Z", "2026-03-22T18:00Z"],
  },
  {
    what: "at nine: an hour before is when the quiet hours end",
    startsAt: "2026-03-18T08:00:00Z",
    expected: ["2026-03-11T08:00Z", "2026-03-17T08:00Z", "2026-03-18T07:00Z"],
  },
  {
    what: "in an ordinary week",
    startsAt: "2026-03-18T09:00:00Z",
    expected: ["2026-03-11T08:00Z", "2026-03-17T08:00Z", "2026-03-18T08:00Z"],
  },
  {
    what: "on the Monday after the clock went forward",
    startsAt: "2026-03-30T07:00:00Z",
    expected: ["2026-03-23T08:00Z", "2026-03-27T08:00Z", "2026-03-30T06:00Z"],
  },
  {
    what: "on the Monday after the clock went back",
    startsAt: "2026-10-26T09:00:00Z",
    expected: ["2026-10-19T07:00Z", "2026-10-23T07:00Z", "2026-10-26T08:00Z"],
  },
  {
    what: "in the night in which the clock goes forward: the last reminder comes the evening before",
    startsAt: "2026-03-29T01:30:00Z",
    expected: ["2026-03-22T08:00Z", "2026-03-27T08:00Z", "2026-03-28T18:00Z"],
  },
  {
    what: "in the hour that the clock shows twice: the last reminder comes the evening before",
    startsAt: "2026-10-25T01:30:00Z",
    expected: ["2026-10-18T07:00Z", "2026-10-23T07:00Z", "2026-10-24T17:00Z"],
  },
  {
    what: "on a Monday after a holiday: the Thursday before it",
    startsAt: "2026-05-04T08:00:00Z",
    expected: ["2026-04-27T07:00Z", "2026-04-30T07:00Z", "2026-05-04T07:00Z"],
  },
  {
    what: "on the Tuesday after Easter: Maundy Thursday",
    startsAt: "2026-04-07T08:00:00Z",
    expected: ["2026-03-31T07:00Z", "2026-04-02T07:00Z", "2026-04-07T07:00Z"],
  },
  {
    what: "on the first working day after Christmas: the day before the eve",
    startsAt: "2026-12-28T09:00:00Z",
    expected: ["2026-12-21T08:00Z", "2026-12-23T08:00Z", "2026-12-28T08:00Z"],
  },
])("a meeting $what", ({ startsAt, expected: [week, day, hour] }) => {
  expect(due(startsAt)).toEqual([`reminder_week ${week}`, `reminder_day ${day}`, `reminder_hour ${hour}`]);
});

test.each([
  { setAt: "2026-03-10T19:59:00Z", kinds: ["week", "day", "hour"] },
  { setAt: "2026-03-10T20:00:00Z", kinds: ["day", "hour"] },
  { setAt: "2026-03-16T19:59:00Z", kinds: ["day", "hour"] },
  { setAt: "2026-03-16T20:00:00Z", kinds: ["hour"] },
  { setAt: "2026-03-18T07:59:00Z", kinds: ["hour"] },
  { setAt: "2026-03-18T08:00:00Z", kinds: [] },
  { setAt: "2026-03-18T08:59:00Z", kinds: [] },
])(
  "a time set at $setAt for the 18th at ten: $kinds before, for the invitation serves for the rest",
  ({ setAt, kinds }) => {
    const found = remindersOf({
      type: "kontaktmote",
      startsAt: new Date("2026-03-18T09:00:00Z"),
      timeSetAt: new Date(setAt),
    });
    expect(found.map(({ kind }) => kind)).toEqual(kinds.map((kind) => `reminder_${kind}`));
  },
);

test.each([
  { now: "2026-03-11T07:59:59Z", kind: undefined },
  { now: "2026-03-11T08:00:00Z", kind: "reminder_week" },
  { now: "2026-03-17T07:59:59Z", kind: "reminder_week" },
  { now: "2026-03-17T08:00:00Z", kind: "reminder_day" },
  { now: "2026-03-18T08:00:00Z", kind: "reminder_hour" },
  { now: "2026-03-18T08:59:59Z", kind: "reminder_hour" },
  { now: "2026-03-18T09:00:00Z", kind: undefined },
])("at $now, for the 18th at ten: $kind", ({ now, kind }) => {
  const meeting = {
    type: "kontaktmote" as const,
    startsAt: new Date("2026-03-18T09:00:00Z"),
    timeSetAt: LONG_AGO,
  };
  expect(reminderDue(meeting, new Date(now))?.kind).toBe(kind);
});

test("whenever a meeting is and its time was set: reminders come in order, in the morning, each after the last is over", () => {
  const startsAt = fc
    .date({
      min: new Date("2026-01-01T00:00:00Z"),
      max: new Date("2040-12-31T00:00:00Z"),
      noInvalidDate: true,
    })
    .map(localDateOf)
    .filter((date) => isWorkingDay(date))
    .chain((date) => fc.integer({ min: 24, max: 90 }).map((quarter) => instantAt(date, quarter * 15)));
  fc.assert(
    fc.property(startsAt, fc.integer({ min: 1, max: 20 * 24 }), (start, hoursAhead) => {
      const timeSetAt = new Date(start.getTime() - hoursAhead * HOUR_MS);
      const found = remindersOf({ type: "kontaktmote", startsAt: start, timeSetAt });
      for (const [index, { kind, dueAt, uselessAt }] of found.entries()) {
        expect(dueAt.getTime()).toBeGreaterThan(timeSetAt.getTime());
        expect(dueAt.getTime()).toBeLessThan(uselessAt.getTime());
        expect(isQuiet(dueAt)).toBe(false);
        if (index > 0) expect(found[index - 1]!.uselessAt).toEqual(dueAt);
        if (kind === "reminder_hour") continue;
        expect(minutesOfDayOf(dueAt)).toBe(9 * 60);
      }
      for (const { kind, dueAt } of found) {
        if (kind === "reminder_day") expect(isWorkingDay(localDateOf(dueAt))).toBe(true);
      }
    }),
  );
});

test("who joined after the time was set was told of it then, and is not reminded in the same hours", () => {
  const type = "kontaktmote";
  const meeting = { type, startsAt: new Date("2026-03-18T09:00:00Z"), timeSetAt: LONG_AGO } as const;
  const joined = { createdAt: new Date("2026-03-13T08:00:00Z") };
  const first = { createdAt: LONG_AGO };
  expect(remindersOf(reminderTimeOf(meeting, first)).map(({ kind }) => kind)).toHaveLength(3);
  expect(remindersOf(reminderTimeOf(meeting, joined)).map(({ kind }) => kind)).toEqual([
    "reminder_day",
    "reminder_hour",
  ]);
  expect(reminderDue(reminderTimeOf(meeting, joined), joined.createdAt)).toBeUndefined();
});

test("however late a meeting is booked: at each moment of the plan its time is reminded of, or was told of less than twelve hours before, or after", () => {
  const startsAt = fc
    .integer({ min: 0, max: 5 * 365 * 96 })
    .map((quarter) => new Date(Date.UTC(2026, 0, 2) + quarter * 900_000));
  fc.assert(
    fc.property(startsAt, fc.integer({ min: 1, max: 12 * 24 * 60 }), (start, minutesAhead) => {
      const timeSetAt = new Date(start.getTime() - minutesAhead * 60_000);
      const meeting = { type: "kontaktmote" as const, startsAt: start, timeSetAt };
      const sent = remindersOf(meeting).map(({ kind }) => kind);
      for (const { kind, dueAt, isCaughtUp } of reminderPlanOf(meeting)) {
        expect(sent.includes(kind)).toBe(!isCaughtUp);
        if (isCaughtUp) expect(dueAt.getTime() - timeSetAt.getTime()).toBeLessThanOrEqual(12 * HOUR_MS);
      }
      // Told more than an hour before, by day: something more comes before the meeting.
      if (minutesAhead > 60 && !isQuiet(new Date(start.getTime() - HOUR_MS)))
        expect(sent).toContain("reminder_hour");
    }),
  );
});
