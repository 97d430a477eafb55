import type { OwnCalendar } from "../../../../server/calendars/calendars.contract.ts";
import type { MeetingSummary } from "../../../../server/meetings/meetings.contract.ts";
import { dateOf } from "../../time/format-time.ts";
import { datesOfWeek } from "../../time/week.ts";

/**
 * A week in which an offered meeting stands once at each time that is held for it, of those in the week; every other
 * meeting stands at its own time. The earliest first.
 */
export function atEachTime(calendar: OwnCalendar, mondayOn: string): OwnCalendar {
  const days = datesOfWeek(mondayOn);
  const meetings = calendar.meetings
    .flatMap(timesOf)
    .filter(({ startAt, status }) => status !== "offered" || days.includes(dateOf(startAt)))
    .sort((a, b) => Date.parse(a.startAt) - Date.parse(b.startAt));
  return { ...calendar, meetings };
}

/** Tells a meeting's times apart, where one meeting may stand several times. */
export function keyOf({ id, startAt }: MeetingSummary): string {
  return `${id} ${startAt}`;
}

/** How many meetings there are, however many times each stands. */
export function countOf({ meetings }: OwnCalendar): number {
  return new Set(meetings.map(({ id }) => id)).size;
}

function timesOf(meeting: MeetingSummary): MeetingSummary[] {
  if (meeting.status !== "offered") return [meeting];
  const held = meeting.heldTimes.filter(({ state }) => state === "held");
  return held.map(({ startAt, endAt }) => ({ ...meeting, startAt, endAt }));
}
