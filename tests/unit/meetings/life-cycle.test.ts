import { expect, test } from "vitest";
import { allows, MEETING_COMMANDS, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import type { MEETING_STATUSES } from "../../../server/meetings/meetings.contract.ts";

const STARTS = new Date("2026-03-18T09:00:00Z");
const ENDS = new Date("2026-03-18T10:00:00Z");
const SECOND_MS = 1_000;
const at = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * SECOND_MS);
const HOUR = 3_600;

const possible = (status: (typeof MEETING_STATUSES)[number], now: Date) =>
  MEETING_COMMANDS.filter((command) =>
    allows({ status, startsAt: STARTS, endsAt: ENDS, answerBy: null, confirmBy: null }, command, now),
  );

test.each<{ when: string; now: Date; may: MeetingCommand[] }>([
  {
    when: "a month before",
    now: at(STARTS, -30 * 24 * HOUR),
    may: ["move", "swap", "invite", "cancel", "answer"],
  },
  {
    when: "a second before the lobby opens",
    now: at(STARTS, -HOUR - 1),
    may: ["move", "swap", "invite", "cancel", "answer"],
  },
  {
    when: "when the lobby opens",
    now: at(STARTS, -HOUR),
    may: ["move", "swap", "invite", "cancel", "answer", "enter"],
  },
  {
    when: "a second before it starts",
    now: at(STARTS, -1),
    may: ["move", "swap", "invite", "cancel", "answer", "enter"],
  },
  { when: "when it starts", now: STARTS, may: ["cancel", "enter", "extend", "close"] },
  { when: "a second before it ends", now: at(ENDS, -1), may: ["cancel", "enter", "extend", "close"] },
  { when: "when it ends", now: ENDS, may: ["enter", "extend", "close"] },
  { when: "a second before the room closes", now: at(ENDS, 2 * HOUR - 1), may: ["enter", "extend", "close"] },
  { when: "when the room closes", now: at(ENDS, 2 * HOUR), may: ["close"] },
])("a booked meeting $when: $may", ({ now, may }) => {
  expect(possible("booked", now)).toEqual(may);
});

test("a cancelled meeting: nothing more can be done with it, whenever", () => {
  for (const now of [at(STARTS, -HOUR), STARTS, at(ENDS, -1), ENDS])
    expect(possible("cancelled", now)).toEqual([]);
});

test.each(["held", "not_held"] as const)(
  "a meeting that is said to be %s: it can be said anew, and the room is open to who comes late",
  (status) => {
    expect(possible(status, at(STARTS, -1))).toEqual(["enter"]);
    expect(possible(status, ENDS)).toEqual(["enter", "close"]);
    expect(possible(status, at(ENDS, 2 * HOUR))).toEqual(["close"]);
  },
);
