import { expect, test } from "vitest";
import { allows, MEETING_COMMANDS, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import { MEETING_STATUSES } from "../../../server/meetings/meetings.contract.ts";

const STARTS = new Date("2026-03-18T09:00:00Z");
const ENDS = new Date("2026-03-18T10:00:00Z");
const SECOND_MS = 1_000;
const at = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * SECOND_MS);
const HOUR = 3_600;

const possible = (status: (typeof MEETING_STATUSES)[number], now: Date) =>
  MEETING_COMMANDS.filter((command) =>
    allows({ status, startsAt: STARTS, endsAt: ENDS, answerBy: null }, command, now),
  );

test.each<{ when: string; now: Date; may: MeetingCommand[] }>([
  { when: "a month before", now: at(STARTS, -30 * 24 * HOUR), may: ["move", "swap", "cancel", "answer"] },
  {
    when: "a second before the lobby opens",
    now: at(STARTS, -HOUR - 1),
    may: ["move", "swap", "cancel", "answer"],
  },
  {
    when: "when the lobby opens",
    now: at(STARTS, -HOUR),
    may: ["move", "swap", "cancel", "answer", "enter"],
  },
  {
    when: "a second before it starts",
    now: at(STARTS, -1),
    may: ["move", "swap", "cancel", "answer", "enter"],
  },
  { when: "when it starts", now: STARTS, may: ["cancel", "enter"] },
  { when: "a second before it ends", now: at(ENDS, -1), may: ["cancel", "enter"] },
  { when: "when it ends", now: ENDS, may: ["enter"] },
  { when: "a second before the room closes", now: at(ENDS, 2 * HOUR - 1), may: ["enter"] },
  { when: "when the room closes", now: at(ENDS, 2 * HOUR), may: [] },
])("a booked meeting $when: $may", ({ now, may }) => {
  expect(possible("booked", now)).toEqual(may);
});

test.each(MEETING_STATUSES.filter((status) => status !== "booked" && status !== "offered"))(
  "a meeting that is %s: nothing more can be done with it, whenever",
  (status) => {
    for (const now of [at(STARTS, -HOUR), STARTS, at(ENDS, -1), ENDS])
      expect(possible(status, now)).toEqual([]);
  },
);
