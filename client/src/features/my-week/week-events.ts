import type { EventInput } from "@fullcalendar/vue3";
import { Temporal } from "temporal-polyfill";
import type { OwnCalendar } from "../../../../server/calendars/calendars.contract.ts";
import { dateOf, ZONE } from "../../time/format-time.ts";
import { remainingTime, type Period } from "./days-of-week.ts";
import { keyOf } from "./preliminary-times.ts";

/** The hours that are always shown; more when something lies outside them. */
const EARLIEST_HOUR = 8;
const LATEST_HOUR = 17;
const DAYS = 7;

/** A week as the calendar component takes it. Cancelled meetings take no time, so they stand in the list alone. */
export function weekEvents(
  mondayOn: string,
  calendar: OwnCalendar | undefined,
  colleagueBusy: readonly Period[],
): EventInput[] {
  if (!calendar) return [];
  const timeOff = remainingTime(mondayOn, calendar.workingHours, DAYS).flatMap(({ left }) => left);
  return [
    ...timeOff.map((off) => ({ ...spanOf(off), ...background("week-calendar__off") })),
    ...colleagueBusy.map((busy) => ({ ...spanOf(busy), ...background("week-calendar__busy") })),
    ...calendar.externalBusy.map((busy) => ({
      ...spanOf(busy),
      class: "week-calendar__absence",
      extendedProps: { isExternal: true },
    })),
    ...calendar.absences.map((absence) => ({
      ...spanOf(absence),
      id: absence.id,
      class: `week-calendar__absence week-calendar__absence--${absence.kind}`,
      extendedProps: { absence },
      interactive: true,
      editable: dateOf(absence.startAt) === dateOf(absence.endAt),
    })),
    ...shownMeetings(calendar).map((meeting) => ({
      ...spanOf(meeting),
      id: keyOf(meeting),
      url: `/moten/${meeting.id}`,
      class: "week-calendar__meeting",
      extendedProps: { meeting },
    })),
  ];
}

/** The first and last whole hour, on Swedish clocks, that a week needs to show. */
export function shownHours(calendar: OwnCalendar | undefined): { from: number; to: number } {
  const periods = calendar ? [...calendar.workingHours, ...shownMeetings(calendar)] : [];
  const starts = periods.map(({ startAt }) => clockOf(startAt).hour);
  const ends = periods.map(({ endAt }) => {
    const { hour, minute } = clockOf(endAt);
    return minute > 0 ? hour + 1 : hour;
  });
  return { from: Math.min(EARLIEST_HOUR, ...starts), to: Math.max(LATEST_HOUR, ...ends) };
}

/** Whether anything is on a Saturday or Sunday. */
export function hasWeekend(calendar: OwnCalendar | undefined): boolean {
  return !!calendar && shownMeetings(calendar).some(({ startAt }) => clockOf(startAt).dayOfWeek > 5);
}

function shownMeetings({ meetings }: OwnCalendar) {
  return meetings.filter(({ status }) => status !== "cancelled");
}

function spanOf({ startAt, endAt }: Period) {
  return { start: startAt, end: endAt };
}

function background(name: string) {
  return { display: "background", class: name } as const;
}

function clockOf(instant: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
}
