import type { EventInput } from "@fullcalendar/vue3";
import { Temporal } from "temporal-polyfill";
import type { FreeTime } from "../../../../server/scheduling/free-times.contract.ts";
import { dateOf, ZONE } from "../../time/format-time.ts";
import { datesOfWeek } from "../../time/week.ts";

/** The hours that are always shown; more when a time starts outside them. */
const EARLIEST_HOUR = 8;
const LATEST_HOUR = 16;

/** The times that start in a week. */
export function timesInWeek(mondayOn: string, times: readonly FreeTime[]): FreeTime[] {
  const dates = new Set(datesOfWeek(mondayOn));
  return times.filter(({ startAt }) => dates.has(dateOf(startAt)));
}

/**
 * Free starts as the calendar component takes them. Each is drawn as high as the step between starts and not as the
 * meeting is long: meetings that could start within each other would cover each other.
 */
export function timeEvents(times: readonly FreeTime[], stepMinutes: number): EventInput[] {
  return times.map((time) => ({
    id: time.startAt,
    start: time.startAt,
    end: new Date(Date.parse(time.startAt) + stepMinutes * 60_000).toISOString(),
    class: "time-week__event",
    extendedProps: { time },
  }));
}

/** The first and last whole hour, on Swedish clocks, in which the times start. */
export function hoursOf(times: readonly FreeTime[]): { from: number; to: number } {
  const hours = times.map(({ startAt }) => Temporal.Instant.from(startAt).toZonedDateTimeISO(ZONE).hour);
  return {
    from: Math.min(EARLIEST_HOUR, ...hours),
    to: Math.max(LATEST_HOUR, ...hours.map((hour) => hour + 1)),
  };
}
