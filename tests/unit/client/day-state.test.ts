import { expect, test } from "vitest";
import { nextMeetingOf } from "../../../client/src/features/day/day-state.ts";
import type { DayView } from "../../../server/rooms/day/day.contract.ts";

const NOW = Date.parse("2026-03-10T08:56:00Z");
const meeting = (id: string, startAt: string, more: Partial<DayView["meetings"][number]> = {}) => ({
  meetingId: id,
  startAt: `2026-03-10T${startAt}:00Z`,
  endAt: `2026-03-10T${String(Number(startAt.slice(0, 2)) + 1).padStart(2, "0")}${startAt.slice(2)}:00Z`,
  mode: "video" as const,
  individualWaits: false,
  anotherWaits: false,
  isIn: false,
  ...more,
});
const day = (...meetings: DayView["meetings"]): DayView => ({ now: "", meetings });
const told = (view: DayView | undefined, open?: string) => {
  const next = nextMeetingOf(view, NOW, open);
  return next && [next.meeting.meetingId, next.minutes, next.keys.map((key) => key.split(" ").at(-1)).join()];
};

test.each<[string, DayView | undefined, string | undefined, unknown]>([
  ["nothing is known", undefined, undefined, undefined],
  ["a meeting in four minutes", day(meeting("a", "09:00")), undefined, ["a", 4, "soon"]],
  ["a meeting in an hour", day(meeting("a", "10:00")), undefined, undefined],
  [
    "a meeting in an hour that somebody waits for",
    day(meeting("a", "10:00", { individualWaits: true })),
    undefined,
    ["a", 64, "waits"],
  ],
  [
    "one that is soon and one that is waited for",
    day(meeting("a", "09:00"), meeting("b", "09:10", { anotherWaits: true })),
    undefined,
    ["b", 14, "soon,waits"],
  ],
  ["one that has begun without the reader", day(meeting("a", "08:45")), undefined, ["a", -11, "soon"]],
  [
    "one that the reader is in, and the next",
    day(meeting("a", "08:30", { isIn: true }), meeting("b", "09:00")),
    undefined,
    ["b", 4, "soon"],
  ],
  ["one whose room is open on the page", day(meeting("a", "09:00")), "a", undefined],
  ["one that is over", day(meeting("a", "07:50")), undefined, undefined],
])("%s", (_, view, open, expected) => {
  expect(told(view, open)).toEqual(expected);
});
