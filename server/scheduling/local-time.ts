import { IANAZone } from "luxon";

/** The only zone in which wall-clock time means anything here. The zone of the process has no influence. */
export const ZONE = "Europe/Stockholm";

/** A day in the Swedish calendar, `YYYY-MM-DD`. Sorts as text. Functions here throw `RangeError` for a day that does not exist. */
export type LocalDate = string;

/** ISO 8601 weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAY_MINUTES = 24 * 60;

/** Minutes that a zone's wall clock is ahead of UTC at an instant, in milliseconds since 1970. */
export type OffsetAt = (epochMs: number) => number;

/**
 * A zone by its IANA name, whatever case.
 *
 * Luxon needs about 10 µs to ask Intl, so the answer is kept for UTC days at whose both ends it is the same:
 * all but the days when the clock changes.
 *
 * @returns undefined when there is no such zone.
 */
export function zoneOffset(name: string): OffsetAt | undefined {
  if (!IANAZone.isValidZone(name)) return undefined;
  const zone = IANAZone.create(name);
  const offsetOfUtcDay = new Map<number, number>();
  return (epochMs) => {
    const utcDay = Math.floor(epochMs / DAY_MS);
    const known = offsetOfUtcDay.get(utcDay);
    if (known !== undefined) return known;
    const atStart = zone.offset(utcDay * DAY_MS);
    if (atStart !== zone.offset((utcDay + 1) * DAY_MS)) return zone.offset(epochMs);
    offsetOfUtcDay.set(utcDay, atStart);
    return atStart;
  };
}

const offsetMinutesAt = zoneOffset(ZONE)!;

/**
 * The instant, in milliseconds since 1970, when a zone's wall clock shows a time, given as if it were UTC. What spring
 * skips moves forward by what was lost; what autumn shows twice is the first (RFC 5545 §3.3.5).
 */
export function instantOfWallClock(wallMs: number, offsetAt: OffsetAt): number {
  const offsetBefore = offsetAt(wallMs - DAY_MS);
  const offsetAfter = offsetAt(wallMs + DAY_MS);
  const first = wallMs - offsetBefore * MINUTE_MS;
  if (offsetAt(first) === offsetBefore) return first;
  const second = wallMs - offsetAfter * MINUTE_MS;
  return offsetAt(second) === offsetAfter ? second : first;
}

/** The wall clock at an instant, as if it were UTC. */
function wallClockMs(instant: Date): number {
  return instant.getTime() + offsetMinutesAt(instant.getTime()) * MINUTE_MS;
}

/** Days since 1970-01-01. */
function dayNumberOf(date: LocalDate): number {
  const epochMs = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const dayNumber = epochMs / DAY_MS;
  if (Number.isNaN(epochMs) || dateOfDayNumber(dayNumber) !== date) throw new RangeError("No such date");
  return dayNumber;
}

const dates = new Map<number, LocalDate>();
const MOST_DATES = 10_000;

/** To write a date costs more than to look one up, and the same ones are asked for again and again. */
function dateOfDayNumber(dayNumber: number): LocalDate {
  const known = dates.get(dayNumber);
  if (known !== undefined) return known;
  const date = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
  if (dates.size < MOST_DATES) dates.set(dayNumber, date);
  return date;
}

function minutesOfClock(clock: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : Number.NaN;
}

/** The Swedish date at an instant. */
export function localDateOf(instant: Date): LocalDate {
  return dateOfDayNumber(Math.floor(wallClockMs(instant) / DAY_MS));
}

/** What the Swedish wall clock shows at an instant, in whole minutes after 00:00 (0–1439). */
export function minutesOfDayOf(instant: Date): number {
  const minutes = Math.floor(wallClockMs(instant) / MINUTE_MS);
  return minutes - Math.floor(minutes / DAY_MINUTES) * DAY_MINUTES;
}

/**
 * The instant when the Swedish wall clock shows a time on a date.
 *
 * A time that spring skips (02:30 on the last Sunday of March) moves forward by the hour that was lost (03:30). A time
 * that autumn shows twice is the first of the two.
 *
 * @param time "HH:MM", or minutes after 00:00 on the wall clock; 1440 is the midnight that ends the day.
 * @throws RangeError for a date or a time that does not exist.
 */
export function instantAt(date: LocalDate, time: number | string): Date {
  const minutes = typeof time === "string" ? minutesOfClock(time) : time;
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > DAY_MINUTES)
    throw new RangeError("No such time");
  const wallMs = dayNumberOf(date) * DAY_MS + minutes * MINUTE_MS;
  return new Date(instantOfWallClock(wallMs, offsetMinutesAt));
}

/** The midnight that begins a date. The day lasts 23, 24 or 25 hours: it ends at `startOfDay(addDays(date, 1))`. */
export function startOfDay(date: LocalDate): Date {
  return instantAt(date, 0);
}

/** The date a number of calendar days later; earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/** Calendar days from one date to another; negative when the other is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** Every date from the first to the last, both included; none when the last is earlier than the first. */
export function datesBetween(first: LocalDate, last: LocalDate): LocalDate[] {
  const start = dayNumberOf(first);
  const length = Math.max(0, dayNumberOf(last) - start + 1);
  return Array.from({ length }, (_, index) => dateOfDayNumber(start + index));
}

/** The ISO weekday of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  return (((((dayNumberOf(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The ISO 8601 week of a date, as Swedish calendars number it, and the year that week belongs to. */
export function isoWeekOf(date: LocalDate): { readonly year: number; readonly week: number } {
  const thursday = addDays(date, 4 - weekdayOf(date));
  const year = thursday.slice(0, 4);
  return { year: Number(year), week: Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1 };
}
