import { expect, test } from "vitest";
import { allows, MEETING_COMMANDS, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import type { MeetingStatus } from "../../../server/meetings/meetings.contract.ts";

const BEFORE_DEADLINE = new Date("2026-03-02T08:00:00Z");
const DEADLINE = new Date("2026-03-05T12:00:00Z");
const STARTS = new Date("2026-03-10T09:00:00Z");
const ENDS = new Date("2026-03-10T10:00:00Z");
const LOBBY_OPENS = new Date("2026-03-10T08:00:00Z");
const ROOM_CLOSES = new Date("2026-03-10T12:00:00Z");

const allowedAt = (status: MeetingStatus, now: Date): MeetingCommand[] =>
  MEETING_COMMANDS.filter((command) =>
    allows({ status, startsAt: STARTS, endsAt: ENDS, answerBy: DEADLINE, confirmBy: null }, command, now),
  );

test.each<[MeetingStatus, string, Date, MeetingCommand[]]>([
  ["offered", "before the deadline", BEFORE_DEADLINE, ["choose", "withdraw", "swap", "answer"]],
  ["offered", "at the deadline", DEADLINE, ["withdraw", "expire"]],
  ["offered", "when a held time begins", STARTS, ["withdraw", "expire"]],
  ["booked", "long before", BEFORE_DEADLINE, ["move", "swap", "invite", "cancel", "answer"]],
  [
    "booked",
    "when the lobby has opened",
    LOBBY_OPENS,
    ["move", "swap", "invite", "cancel", "answer", "enter"],
  ],
  ["booked", "when it has begun", STARTS, ["cancel", "enter", "extend", "close"]],
  ["booked", "when it has ended", ENDS, ["enter", "extend", "close"]],
  ["booked", "when the room has closed", ROOM_CLOSES, ["close"]],
])("a meeting that is %s, %s, can be …", (status, _when, now, commands) => {
  expect(allowedAt(status, now)).toEqual(commands);
});
