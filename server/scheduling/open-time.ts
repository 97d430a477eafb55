import type { Interval } from "./intervals.ts";
import { intervalOf, normalise, subtract } from "./intervals.ts";
import { addDays, datesBetween, daysBetween, instantAt, weekdayOf } from "./local-time.ts";
import type { LocalDate, Weekday } from "./local-time.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";
import { closedDayOn } from "./swedish-calendar.ts";
import type { WeeklyHours } from "./working-hours.ts";
import type { AwayKind } from "./working-pattern.contract.ts";

/** A stretch of a day, in minutes after 00:00 on the Swedish wall clock. */
export interface DayStretch {
  readonly startMinutes: number;
  readonly endMinutes: number;
}

/** What is worked on one date instead of the weekly hours; nothing at all when it has no stretches. */
export interface DateException {
  readonly on: LocalDate;
  readonly stretches: readonly DayStretch[];
}

/** Weekly hours that hold between two dates, both included; from the beginning or for good where null or left out. */
export interface DatedHours extends WeeklyHours {
  readonly validFrom?: LocalDate | null;
  readonly validUntil?: LocalDate | null;
}

/** An absence that comes again: every week, or every second and so on, counted from the week of the first date. */
export interface RecurringAbsence extends DayStretch {
  readonly weekday: Weekday;
  readonly everyWeeks: number;
  readonly firstOn: LocalDate;
  /** The last date it may come on; for good when null. */
  readonly lastOn: LocalDate | null;
  /** The handläggare's own, shown to nobody else. */
  readonly title: string | null;
  readonly kind: AwayKind;
}

/** All that decides when a handläggare can be met, apart from single absences and meetings. */
export interface WorkingRules {
  readonly weeklyHours: readonly DatedHours[];
  readonly exceptions: readonly DateException[];
  readonly lunch: DayStretch | null;
  readonly recurringAbsences: readonly RecurringAbsence[];
}

/**
 * The rules as real time, date by date, from the first date to the last, both included: hours, or the exception of the date,
 * without lunch and recurring absences. Nothing on days that the calendar closes. Eight o'clock is eight o'clock on both
 * sides of a clock change.
 *
 * @returns sorted, apart but perhaps touching at midnight; none is longer than its date.
 */
export function openTimeOf(
  rules: WorkingRules,
  dates: { readonly first: LocalDate; readonly last: LocalDate },
  calendar: CalendarOptions = {},
): Interval[] {
  const exceptionOn = new Map(rules.exceptions.map((exception) => [exception.on, exception.stretches]));
  return datesBetween(dates.first, dates.last).flatMap((date) => {
    if (closedDayOn(date, calendar)) return [];
    const hours = exceptionOn.get(date) ?? hoursOn(rules.weeklyHours, date);
    const away = rules.recurringAbsences.filter((absence) => comesOn(absence, date));
    const lunch = rules.lunch ? [rules.lunch] : [];
    const open = subtract(normalise(hours.map(asInterval)), normalise([...lunch, ...away].map(asInterval)));
    return open
      .map(({ start, end }) => intervalOf(instantAt(date, start), instantAt(date, end)))
      .filter(({ start, end }) => start < end);
  });
}

/** Of the hours that hold on a date those that began to hold last: a part-time spring stands in the ordinary weeks' stead. */
function hoursOn(all: readonly DatedHours[], date: LocalDate): readonly WeeklyHours[] {
  const valid = all.filter(
    ({ validFrom, validUntil }) => (validFrom ?? date) <= date && date <= (validUntil ?? date),
  );
  const latest = valid.reduce(
    (found, { validFrom }) => (found > (validFrom ?? "") ? found : (validFrom ?? "")),
    "",
  );
  const weekday = weekdayOf(date);
  return valid.filter((stretch) => (stretch.validFrom ?? "") === latest && stretch.weekday === weekday);
}

/** In minutes of the day. */
function asInterval({ startMinutes, endMinutes }: DayStretch): Interval {
  return { start: startMinutes, end: endMinutes };
}

function comesOn({ weekday, everyWeeks, firstOn, lastOn }: RecurringAbsence, date: LocalDate): boolean {
  if (date < firstOn || (lastOn !== null && date > lastOn) || weekdayOf(date) !== weekday) return false;
  const firstMonday = addDays(firstOn, 1 - weekdayOf(firstOn));
  return Math.floor(daysBetween(firstMonday, date) / 7) % everyWeeks === 0;
}
