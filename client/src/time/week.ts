import { Temporal } from "temporal-polyfill";
import { addDays } from "./calendar-dates.ts";

/** Monday of the week (ISO 8601) that a date is in, both `YYYY-MM-DD`. */
export function mondayOf(on: string): string {
  return addDays(on, 1 - Temporal.PlainDate.from(on).dayOfWeek);
}

/** The number of the week a date is in, as Swedish calendars count: 1–53. */
export function weekNumberOf(on: string): number {
  return weekOf(on).number;
}

/** The dates of a week, Monday first. */
export function datesOfWeek(mondayOn: string): string[] {
  return Array.from({ length: 7 }, (_, day) => addDays(mondayOn, day));
}

/** How a week is written in an address: `2026-W43`. */
export function weekCode(on: string): string {
  const { year, number } = weekOf(on);
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** Monday of the week that a code stands for; undefined for anything but a week that exists. */
export function mondayOfCode(code: unknown): string | undefined {
  const [, year, number] = (typeof code === "string" && /^(2[01]\d\d)-W(\d\d)$/.exec(code)) || [];
  if (!year) return undefined;
  // The 4th of January is always in week 1.
  const mondayOn = addDays(mondayOf(`${year}-01-04`), (Number(number) - 1) * 7);
  return weekCode(mondayOn) === code ? mondayOn : undefined;
}

function weekOf(on: string): { year: number; number: number } {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(on);
  // Both are undefined only in calendars that have no weeks.
  return { year: yearOfWeek!, number: weekOfYear! };
}
