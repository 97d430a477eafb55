import type { MeetingStatus } from "./meetings.contract.ts";

/** What can be done with a meeting that exists. Answers can be changed until the meeting starts. */
export const MEETING_COMMANDS = [
  "confirm",
  "reject",
  "retract",
  "choose",
  "withdraw",
  "expire",
  "move",
  "swap",
  "invite",
  "cancel",
  "answer",
  "enter",
  "extend",
  "close",
] as const;
export type MeetingCommand = (typeof MEETING_COMMANDS)[number];

/** Minutes before the start when the lobby opens. */
const LOBBY_OPENS_MINUTES = 60;
/** Minutes after the end when the room closes. */
export const ROOM_CLOSES_MINUTES = 120;

/** What the life cycle depends on. */
export interface MeetingMoment {
  readonly status: MeetingStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Until when the individual can choose, for a meeting that is or was offered. */
  readonly answerBy: Date | null;
  /** Until when the other agency can confirm, for a meeting that is or was a draft. */
  readonly confirmBy: Date | null;
}

/**
 * Whether a command is possible in a meeting's present state. A draft is confirmed or rejected by the other agency until
 * its deadline, and then expires; the agency that asked can take it back. An offered meeting is chosen from, answered ("none of
 * them suits") or withdrawn until its deadline, and then expires. All three can be handed to a stand-in
 * while they are open. Only a booked one can be moved, cancelled, or have others beside the sides invited to it or let off; one that has begun is not, nor answered; it can be made longer, until the room closes. Once it has begun it can be closed: said
 * to have been held or not, and said so anew when that was wrong. The room stays open to who comes late.
 */
export function allows(meeting: MeetingMoment, command: MeetingCommand, now: Date): boolean {
  if (meeting.status === "draft") return allowsDraft(meeting, command, now);
  if (meeting.status === "offered") return allowsOffered(meeting, command, now);
  if (meeting.status === "cancelled") return false;
  if (command === "close") return now >= meeting.startsAt;
  if (command === "enter") return isRoomOpen(meeting, now);
  return meeting.status === "booked" && allowsBooked(meeting, command, now);
}

function allowsDraft({ confirmBy }: MeetingMoment, command: MeetingCommand, now: Date): boolean {
  const isOpen = confirmBy !== null && now < confirmBy;
  switch (command) {
    case "confirm":
    case "reject":
    case "swap":
      return isOpen;
    case "expire":
      return !isOpen;
    default:
      return command === "retract";
  }
}

function allowsOffered({ answerBy }: MeetingMoment, command: MeetingCommand, now: Date): boolean {
  const isOpen = answerBy !== null && now < answerBy;
  switch (command) {
    case "choose":
    case "swap":
    case "answer":
      return isOpen;
    case "expire":
      return !isOpen;
    default:
      return command === "withdraw";
  }
}

function allowsBooked(meeting: MeetingMoment, command: MeetingCommand, now: Date): boolean {
  const minutesToStart = (meeting.startsAt.getTime() - now.getTime()) / 60_000;
  switch (command) {
    case "move":
    case "swap":
    case "invite":
    case "answer":
      return minutesToStart > 0;
    case "cancel":
      return now < meeting.endsAt;
    case "extend":
      return minutesToStart <= 0 && isRoomOpen(meeting, now);
    default:
      return false;
  }
}

function isRoomOpen(meeting: MeetingMoment, now: Date): boolean {
  const closesAt = meeting.endsAt.getTime() + ROOM_CLOSES_MINUTES * 60_000;
  return now >= lobbyOpensAt(meeting) && now.getTime() < closesAt;
}

/** From when the room can be entered. */
export function lobbyOpensAt({ startsAt }: MeetingMoment): Date {
  return new Date(startsAt.getTime() - LOBBY_OPENS_MINUTES * 60_000);
}
