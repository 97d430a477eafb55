import { epochMinuteOf, instantOfEpochMinute } from "./intervals.ts";
import { addDays, datesBetween, localDateOf, startOfDay, weekdayOf, type LocalDate } from "./local-time.ts";
import { closedDayOn, type CalendarOptions } from "./swedish-calendar.ts";

/** A day in the Swedish calendar as a stretch of epoch minutes: 23, 24 or 25 hours. */
export interface LocalDay {
  readonly on: LocalDate;
  readonly start: number;
  readonly end: number;
  /** Which ISO 8601 week the day is in, counted from the week of the first day in the table. */
  readonly week: number;
  /** Why nobody is expected to work: a public holiday or closed eve, or an ordinary Saturday or Sunday. */
  readonly closed: "holiday" | "weekend" | undefined;
}

/** Every local day that some of a window lies in, in order; none for an empty window. Epoch minutes. */
export function localDaysIn(
  { from, to }: { readonly from: number; readonly to: number },
  calendar: CalendarOptions = {},
): LocalDay[] {
  if (from >= to) return [];
  const first = localDateOf(instantOfEpochMinute(from));
  const last = localDateOf(instantOfEpochMinute(to - 1));
  const daysIntoWeek = weekdayOf(first) - 1;
  const starts = datesBetween(first, addDays(last, 1)).map((on) => ({
    on,
    start: epochMinuteOf(startOfDay(on)),
  }));
  return starts.slice(0, -1).map(({ on, start }, index) => ({
    on,
    start,
    end: starts[index + 1]!.start,
    week: Math.floor((daysIntoWeek + index) / 7),
    closed: closedDayOn(on, calendar) ? "holiday" : (daysIntoWeek + index) % 7 > 4 ? "weekend" : undefined,
  }));
}
