import { expect, test } from "vitest";
import { surveyEndsOf } from "../../../server/followup/survey-ends.ts";

const period = (id: string, requestedOn: string, endedOn: string | null = null) => ({
  id,
  requestedOn,
  endedOn,
});
const survey = (meetingId: string, startsAt: string, status = "held") => ({
  meetingId,
  startsAt: new Date(startsAt),
  status,
  heldKnownAt: new Date("2026-02-02T09:00:00Z"),
  fkOfficeId: null,
});
const ends = (periods: ReturnType<typeof period>[], surveys: ReturnType<typeof survey>[]) =>
  Object.fromEntries(
    [...surveyEndsOf(periods, surveys)].map(([{ id }, { first, last }]) => [
      id,
      [first && `${first.meetingId} ${first.on}`, last && `${last.meetingId} ${last.on}`],
    ]),
  );

test("a survey of two meetings is one: it began with the first and ended with the last, in whatever order they were written", () => {
  const surveys = [survey("second", "2026-01-20T09:00:00Z"), survey("first", "2025-12-10T09:00:00Z")];
  expect(ends([period("a", "2025-11-01")], surveys)).toEqual({
    a: ["first 2025-12-10", "second 2026-01-20"],
  });
});

test("a meeting that began late on the last evening of the year belongs to the Swedish day, not to that of UTC", () => {
  const surveys = [survey("eve", "2025-12-31T22:59:00Z"), survey("new", "2025-12-31T23:00:00Z")];
  expect(ends([period("a", "2025-11-01")], surveys)).toEqual({ a: ["eve 2025-12-31", "new 2026-01-01"] });
});

test("what was not held, is only booked or was cancelled is no meeting of the survey", () => {
  const surveys = ["not_held", "booked", "cancelled", "draft"].map((status) =>
    survey(status, "2025-12-10T09:00:00Z", status),
  );
  expect(ends([period("a", "2025-11-01")], surveys)).toEqual({ a: [null, null] });
});

test("two periods: each has its own meetings; the day that one ends and the next is asked for belongs to the next", () => {
  const periods = [period("old", "2025-01-01", "2025-06-30"), period("new", "2025-06-30")];
  const surveys = [
    survey("a", "2025-02-01T09:00:00Z"),
    survey("b", "2025-06-29T09:00:00Z"),
    survey("c", "2025-06-30T09:00:00Z"),
  ];
  expect(ends(periods, surveys)).toEqual({
    old: ["a 2025-02-01", "b 2025-06-29"],
    new: ["c 2025-06-30", "c 2025-06-30"],
  });
});

test("before the request and after the end nothing belongs", () => {
  const surveys = [survey("before", "2024-12-31T09:00:00Z"), survey("after", "2025-07-01T09:00:00Z")];
  expect(ends([period("a", "2025-01-01", "2025-06-30")], surveys)).toEqual({ a: [null, null] });
});
