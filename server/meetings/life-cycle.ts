import type { MeetingStatus } from "./meetings.contract.ts";

/** What can be done with a meeting that exists. Answers can be changed until the meeting starts. */
export const MEETING_COMMANDS = ["move", "cancel", "answer", "enter"] as const;
export type MeetingCommand = (typeof MEETING_COMMANDS)[number];

/** Minutes before the start when the lobby opens. */
const LOBBY_OPENS_MINUTES = 60;
/** Minutes after the end when the room closes. */
const ROOM_CLOSES_MINUTES = 120;

/** What the life cycle depends on. */
export interface MeetingMoment {
  readonly status: MeetingStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * Whether a command is possible in a meeting's present state. Only a booked meeting can be moved, cancelled,
 * answered or entered; one that has begun is neither moved nor answered.
 */
export function allows(meeting: MeetingMoment, command: MeetingCommand, now: Date): boolean {
  if (meeting.status !== "booked") return false;
  const minutesToStart = (meeting.startsAt.getTime() - now.getTime()) / 60_000;
  switch (command) {
    case "move":
    case "answer":
      return minutesToStart > 0;
    case "cancel":
      return now < meeting.endsAt;
    case "enter":
      return (
        now >= lobbyOpensAt(meeting) &&
        now.getTime() < meeting.endsAt.getTime() + ROOM_CLOSES_MINUTES * 60_000
      );
  }
}

/** From when the room can be entered. */
export function lobbyOpensAt({ startsAt }: MeetingMoment): Date {
  return new Date(startsAt.getTime() - LOBBY_OPENS_MINUTES * 60_000);
}
