import { addDays, type LocalDate } from "../../scheduling/local-time.ts";

/** The periods of a year by their place in a row of seventeen: twelve months, four quarters, the year. */
export const MONTHS = 12;
export const YEAR = 16;
export const PERIODS = 17;

/** The periods that a period is the sum of; none for a month. */
export function partsOf(period: number): readonly number[] {
  if (period < MONTHS) return [];
  if (period === YEAR) return [12, 13, 14, 15];
  const first = (period - MONTHS) * 3;
  return [first, first + 1, first + 2];
}

/** The last month of a period, 1 to 12: when it is counted the period is. */
export function lastMonthOf(period: number): number {
  if (period < MONTHS) return period + 1;
  return period === YEAR ? 12 : (period - MONTHS + 1) * 3;
}

const dayOf = (year: number, month: number): LocalDate =>
  `${year + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, "0")}-01`;

/** The first day of a month; 13 is January of the next year. */
export function firstDayOf(year: number, month: number): LocalDate {
  return dayOf(year, month);
}

/**
 * The last day on which something may become known to be counted in a month: that of the month after, for December the last of March, when
 * the year is closed.
 */
export function asOfDayOf(year: number, month: number): LocalDate {
  return addDays(dayOf(year, month === MONTHS ? 16 : month + 2), -1);
}
