import { describe, expect, test } from "vitest";
import { allows, MEETING_COMMANDS, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import { MEETING_STATUSES, type MeetingStatus } from "../../../server/meetings/meetings.contract.ts";

const at = (instant: string) => new Date(instant);

/** The instants between which what is possible can change: each with the one just before it. */
const MOMENTS = {
  "before any deadline": at("2026-03-02T08:00:00Z"),
  "a moment before the agency's deadline": at("2026-03-04T07:59:59.999Z"),
  "at the agency's deadline": at("2026-03-04T08:00:00Z"),
  "a moment before the individual's deadline": at("2026-03-06T11:59:59.999Z"),
  "at the individual's deadline": at("2026-03-06T12:00:00Z"),
  "a moment before the lobby opens": at("2026-03-10T07:59:59.999Z"),
  "when the lobby opens": at("2026-03-10T08:00:00Z"),
  "a moment before it starts": at("2026-03-10T08:59:59.999Z"),
  "when it starts": at("2026-03-10T09:00:00Z"),
  "a moment before it ends": at("2026-03-10T09:59:59.999Z"),
  "when it ends": at("2026-03-10T10:00:00Z"),
  "a moment before the room closes": at("2026-03-10T11:59:59.999Z"),
  "when the room closes": at("2026-03-10T12:00:00Z"),
} as const;
type Moment = keyof typeof MOMENTS;
const NAMES = Object.keys(MOMENTS) as Moment[];
const from = (moment: Moment) => NAMES.slice(NAMES.indexOf(moment));
const until = (moment: Moment) => NAMES.slice(0, NAMES.indexOf(moment));
const between = (first: Moment, end: Moment) => from(first).filter((name) => until(end).includes(name));

const toRoomsClosing = between("when the lobby opens", "when the room closes");
const afterwards = { enter: toRoomsClosing, close: from("when it starts") };

/** When each command is possible in each state; where nothing stands it never is. */
const TABLE: Record<MeetingStatus, Partial<Record<MeetingCommand, readonly Moment[]>>> = {
  draft: {
    confirm: until("at the agency's deadline"),
    reject: until("at the agency's deadline"),
    retract: NAMES,
    swap: until("at the agency's deadline"),
    expire: from("at the agency's deadline"),
  },
  offered: {
    choose: until("at the individual's deadline"),
    swap: until("at the individual's deadline"),
    answer: until("at the individual's deadline"),
    withdraw: NAMES,
    expire: from("at the individual's deadline"),
  },
  booked: {
    move: until("when it starts"),
    swap: until("when it starts"),
    invite: until("when it starts"),
    answer: until("when it starts"),
    cancel: until("when it ends"),
    extend: between("when it starts", "when the room closes"),
    ...afterwards,
  },
  held: afterwards,
  not_held: afterwards,
  cancelled: {},
};

describe.each(MEETING_STATUSES)("a meeting that is %s", (status) => {
  test.each(MEETING_COMMANDS)("takes the command %s exactly when the table says so", (command) => {
    const meeting = {
      status,
      startsAt: MOMENTS["when it starts"],
      endsAt: MOMENTS["when it ends"],
      answerBy: MOMENTS["at the individual's deadline"],
      confirmBy: MOMENTS["at the agency's deadline"],
    };
    const possible = NAMES.filter((name) => allows(meeting, command, MOMENTS[name]));

    expect(possible).toEqual(TABLE[status][command] ?? []);
  });
});
