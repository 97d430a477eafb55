import type { Interval } from "./intervals.ts";
import { intervalOf, normalise } from "./intervals.ts";
import type { LocalDate, Weekday } from "./local-time.ts";
import { datesBetween, instantAt, weekdayOf } from "./local-time.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";
import { closedDayOn } from "./swedish-calendar.ts";

/** One stretch of work in every week, in minutes after 00:00 on the Swedish wall clock. A day may have several. */
export interface WeeklyHours {
  readonly weekday: Weekday;
  readonly startMinutes: number;
  /** At most 1440. A stretch that does not end after it starts holds no time. */
  readonly endMinutes: number;
}

/**
 * Weekly hours as real time, from the first date to the last, both included. None on public holidays and closed eves.
 * Eight o'clock is eight o'clock on both sides of a clock change; only a stretch across the change itself gets shorter or longer.
 *
 * @throws RangeError for minutes outside 0–1440.
 */
export function expandWorkingHours(
  hours: readonly WeeklyHours[],
  dates: { readonly first: LocalDate; readonly last: LocalDate },
  calendar: CalendarOptions = {},
): Interval[] {
  const open = datesBetween(dates.first, dates.last).filter(
    (date) => closedDayOn(date, calendar) === undefined,
  );
  return normalise(
    open.flatMap((date) => {
      const weekday = weekdayOf(date);
      return hours
        .filter((stretch) => stretch.weekday === weekday)
        .map(({ startMinutes, endMinutes }) =>
          intervalOf(instantAt(date, startMinutes), instantAt(date, endMinutes)),
        );
    }),
  );
}
