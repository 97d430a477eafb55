import type { OwnCalendar } from "../../../../server/calendars/calendars.contract.ts";
import type { MeetingSummary } from "../../../../server/meetings/meetings.contract.ts";
import { dateOf } from "../../time/format-time.ts";
import { datesOfWeek } from "../../time/week.ts";

/**
 * A week in which a meeting that is offered, or drafted so, stands once at each time that is held for it, of those in the week; every other
 * meeting stands at its own time. The earliest first.
 */
export function atEachTime(calendar: OwnCalendar, mondayOn: string): OwnCalendar {
  const days = datesOfWeek(mondayOn);
  const meetings = calendar.meetings
    .flatMap(timesOf)
    .filter((meeting) => !isPreliminary(meeting) || days.includes(dateOf(meeting.startAt)))
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

/** Whether nothing is settled yet: the other agency's word, or the individual's choice. */
export function isPreliminary({ status }: Pick<MeetingSummary, "status">): boolean {
  return status === "draft" || status === "offered";
}

function timesOf(meeting: MeetingSummary): MeetingSummary[] {
  if (!isPreliminary(meeting)) return [meeting];
  const held = meeting.heldTimes.filter(({ state }) => state === "held");
  if (meeting.heldTimes.length === 0) return [meeting];
  return held.map(({ startAt, endAt }) => ({ ...meeting, startAt, endAt }));
}
