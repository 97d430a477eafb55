import { addDays } from "../../time/calendar-dates.ts";
import {
  dateOf,
  formatDate,
  formatDatesBetween,
  formatMeetingTime,
  formatPeriod,
} from "../../time/format-time.ts";
import { instantAt } from "../../time/instant-at.ts";
import type { Period } from "./days-of-week.ts";

/** When an absence is, as one would say it: whole days by their dates, else with clocks. */
export function absencePeriod({ startAt, endAt }: Period): string {
  const firstOn = dateOf(startAt);
  const endOn = dateOf(endAt);
  const isWholeDays = isMidnight(startAt) && isMidnight(endAt);
  if (!isWholeDays)
    return firstOn === endOn ? formatMeetingTime(startAt, endAt) : formatPeriod(startAt, endAt);
  const lastOn = addDays(endOn, -1);
  return firstOn === lastOn ? formatDate(firstOn) : formatDatesBetween(firstOn, lastOn);
}

function isMidnight(instant: string): boolean {
  return Date.parse(instant) === Date.parse(instantAt(dateOf(instant)));
}
