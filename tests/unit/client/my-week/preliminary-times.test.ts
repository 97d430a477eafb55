import { expect, test } from "vitest";
import { atEachTime, countOf, keyOf } from "../../../../client/src/features/my-week/preliminary-times.ts";
import type { HeldTime, MeetingSummary } from "../../../../server/meetings/meetings.contract.ts";

const MONDAY = "2026-10-19";

const held = (startAt: string, state: HeldTime["state"] = "held"): HeldTime => ({
  id: startAt,
  startAt,
  endAt: new Date(Date.parse(startAt) + 3_600_000).toISOString(),
  state,
});
const meeting = (
  id: string,
  status: MeetingSummary["status"],
  startAt: string,
  heldTimes: HeldTime[] = [],
): MeetingSummary => ({
  id,
  reference: "SAM-000000",
  type: "kontaktmote",
  status,
  startAt,
  endAt: startAt,
  heldTimes,
  mode: "video",
  individualName: "Individ",
  answer: "needs-action",
  wantsOtherTime: false,
  awaitsMe: false,
});
const week = (...meetings: MeetingSummary[]) =>
  atEachTime(
    { meetings, workingHours: [], absences: [], externalBusy: [], isUnknown: false, holidays: [] },
    MONDAY,
  );

test("an offered meeting stands at each time held in the week, among the others in order", () => {
  const times = ["2026-10-20T08:00:00.000Z", "2026-10-22T08:00:00.000Z", "2026-10-27T08:00:00.000Z"];
  const offered = meeting(
    "offered",
    "offered",
    times[0]!,
    times.map((at) => held(at)),
  );
  const booked = meeting("booked", "booked", "2026-10-21T08:00:00.000Z");
  const shown = week(offered, booked);

  expect(shown.meetings.map(({ id, startAt, endAt }) => [id, startAt, endAt])).toEqual([
    ["offered", times[0], "2026-10-20T09:00:00.000Z"],
    ["booked", "2026-10-21T08:00:00.000Z", "2026-10-21T08:00:00.000Z"],
    ["offered", times[1], "2026-10-22T09:00:00.000Z"],
  ]);
  expect(countOf(shown)).toBe(2);
  expect(new Set(shown.meetings.map(keyOf)).size).toBe(3);
});

test("a time late on Sunday in Sweden is in the week, and one just after midnight in the next", () => {
  const sunday = held("2026-10-25T22:30:00.000Z");
  const monday = held("2026-10-25T23:00:00.000Z");

  expect(week(meeting("a", "offered", sunday.startAt, [sunday, monday])).meetings).toHaveLength(1);
});

test("a meeting that was chosen, and one that was never offered, stand once, at their own time", () => {
  const at = "2026-10-20T08:00:00.000Z";
  const chosen = meeting("chosen", "booked", at, [
    held(at, "chosen"),
    held("2026-10-21T08:00:00.000Z", "released"),
  ]);

  expect(week(chosen, meeting("cancelled", "cancelled", at)).meetings.map(keyOf)).toEqual([
    `chosen ${at}`,
    `cancelled ${at}`,
  ]);
});
