import type { Absence, OwnCalendar } from "../../../../server/calendars/calendars.contract.ts";
import type { MeetingSummary } from "../../../../server/meetings/meetings.contract.ts";
import { addDays } from "../../time/calendar-dates.ts";
import { dateOf } from "../../time/format-time.ts";
import { instantAt } from "../../time/instant-at.ts";
import { datesOfWeek } from "../../time/week.ts";

/** What stands between two instants. */
export interface Period {
  readonly startAt: string;
  readonly endAt: string;
}

/** An absence that has been dragged to another time, and how to let it go back. */
export interface ChangedTime {
  readonly absence: Absence;
  readonly period: Period;
  readonly revert: () => void;
}

/** The part of an absence that is on one day; `isWholeDay` when nothing of the day is left. */
export interface AbsenceOnDay extends Period {
  readonly absence: Absence;
  readonly isWholeDay: boolean;
}

/** One day of a handläggare's week, in Sweden. */
export interface DayOfWeek {
  readonly on: string;
  /** The public holiday, or eve on which offices are closed. */
  readonly holiday: string | undefined;
  readonly meetings: readonly MeetingSummary[];
  readonly absences: readonly AbsenceOnDay[];
  /** When the reader's calendars elsewhere say that they are busy. */
  readonly externalBusy: readonly Period[];
}

/** The week day by day, each day's meetings in order. Saturday and Sunday only when there is a meeting. */
export function daysOfWeek(mondayOn: string, calendar: OwnCalendar): DayOfWeek[] {
  return datesOfWeek(mondayOn)
    .map((on) => ({
      on,
      holiday: calendar.holidays.find((holiday) => holiday.on === on)?.name,
      meetings: calendar.meetings.filter(({ startAt }) => dateOf(startAt) === on),
      absences: calendar.absences.flatMap((absence) => absenceOn(on, absence)),
      externalBusy: calendar.externalBusy.flatMap((busy) => partOn(on, busy) ?? []),
    }))
    .filter(({ meetings }, index) => index < 5 || meetings.length > 0);
}

/** What some periods, in order, leave of each day of the week: Monday to Friday, or of more or fewer days. */
export function remainingTime(
  mondayOn: string,
  periods: readonly Period[],
  days = 5,
): { on: string; left: Period[] }[] {
  return datesOfWeek(mondayOn)
    .slice(0, days)
    .map((on) => ({ on, left: gapsBetween(dayPeriod(on), periods) }));
}

function absenceOn(on: string, absence: Absence): AbsenceOnDay[] {
  const part = partOn(on, absence);
  return part ? [{ absence, ...part, isWholeDay: isWholeDay(on, part) }] : [];
}

/** Whether nothing is left of a day. */
export function isWholeDay(on: string, { startAt, endAt }: Period): boolean {
  const day = dayPeriod(on);
  return startAt === day.startAt && endAt === day.endAt;
}

/** The part of a period that is on a day. */
function partOn(on: string, period: Period): Period | undefined {
  const day = dayPeriod(on);
  const startAt = later(day.startAt, period.startAt);
  const endAt = earlier(day.endAt, period.endAt);
  return Date.parse(startAt) < Date.parse(endAt) ? { startAt, endAt } : undefined;
}

function gapsBetween(day: Period, periods: readonly Period[]): Period[] {
  const gaps: Period[] = [];
  let from = day.startAt;
  for (const { startAt, endAt } of periods) {
    const to = earlier(startAt, day.endAt);
    if (Date.parse(from) < Date.parse(to)) gaps.push({ startAt: from, endAt: to });
    from = later(from, endAt);
  }
  if (Date.parse(from) < Date.parse(day.endAt)) gaps.push({ startAt: from, endAt: day.endAt });
  return gaps;
}

function dayPeriod(on: string): Period {
  return { startAt: instantAt(on), endAt: instantAt(addDays(on, 1)) };
}

function later(one: string, other: string): string {
  return Date.parse(one) >= Date.parse(other) ? one : other;
}

function earlier(one: string, other: string): string {
  return Date.parse(one) <= Date.parse(other) ? one : other;
}
