import type { LocalDate } from "./local-time.ts";
import { addDays, daysBetween, weekdayOf } from "./local-time.ts";

/** The public holidays in lag (1989:253) om allmänna helgdagar, apart from the ordinary Sunday. */
export const HOLIDAYS = [
  "new_years_day",
  "epiphany",
  "good_friday",
  "easter_sunday",
  "easter_monday",
  "may_day",
  "ascension_day",
  "whit_sunday",
  "whit_monday",
  "national_day",
  "midsummer_day",
  "all_saints_day",
  "christmas_day",
  "boxing_day",
] as const;
export type Holiday = (typeof HOLIDAYS)[number];

/** Eves that are no public holidays but on which offices usually close. Easter Eve and Whitsun Eve are Saturdays anyway. */
export const EVES = ["midsummer_eve", "christmas_eve", "new_years_eve"] as const;
export type Eve = (typeof EVES)[number];

/** Which days count as closed besides Saturdays, Sundays and public holidays. */
export interface CalendarOptions {
  /** All three when left out, as semesterlagen (1977:480) 3 a § counts them. */
  readonly closedEves?: readonly Eve[];
}

const FIXED_HOLIDAYS: Readonly<Record<string, Holiday>> = {
  "01-01": "new_years_day",
  "01-06": "epiphany",
  "05-01": "may_day",
  "12-25": "christmas_day",
  "12-26": "boxing_day",
};

/** By number of days after Easter Sunday. */
const EASTER_HOLIDAYS: Readonly<Record<number, Holiday>> = {
  [-2]: "good_friday",
  0: "easter_sunday",
  1: "easter_monday",
  39: "ascension_day",
  49: "whit_sunday",
};
const WHIT_MONDAY = 50;

/** From this year on the national day is a public holiday, in the place of Whit Monday (lag 2004:1320). */
const NATIONAL_DAY_SINCE = 2005;

/** Easter Sunday in the Gregorian calendar: the anonymous computus of 1876 (Meeus, Jones, Butcher). */
function easterSundayOf(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const weekdayShift =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * weekdayShift) / 451);
  const daysAfterMarch22 = epact + weekdayShift - 7 * lateMoon;
  return addDays(`${String(year).padStart(4, "0")}-03-22`, daysAfterMarch22);
}

/** The Saturday that falls in the seven days from a month and day, e.g. midsummer day in 20–26 June. */
function isSaturdayInWeekFrom(date: LocalDate, monthAndDay: string): boolean {
  const days = daysBetween(`${date.slice(0, 4)}-${monthAndDay}`, date);
  return days >= 0 && days < 7 && weekdayOf(date) === 6;
}

/**
 * The public holiday on a date, by the rules of lag (1989:253) as they stand since 1990; they have no last year. Where two fall
 * on one date (Ascension Day on 1 May 2008) the one with a fixed date is named.
 */
export function holidayOn(date: LocalDate): Holiday | undefined {
  const year = Number(date.slice(0, 4));
  const monthAndDay = date.slice(5);
  const daysAfterEaster = daysBetween(easterSundayOf(year), date);
  if (FIXED_HOLIDAYS[monthAndDay]) return FIXED_HOLIDAYS[monthAndDay];
  if (year >= NATIONAL_DAY_SINCE && monthAndDay === "06-06") return "national_day";
  if (year < NATIONAL_DAY_SINCE && daysAfterEaster === WHIT_MONDAY) return "whit_monday";
  if (isSaturdayInWeekFrom(date, "06-20")) return "midsummer_day";
  if (isSaturdayInWeekFrom(date, "10-31")) return "all_saints_day";
  return EASTER_HOLIDAYS[daysAfterEaster];
}

function eveOn(date: LocalDate): Eve | undefined {
  const monthAndDay = date.slice(5);
  if (monthAndDay === "12-24") return "christmas_eve";
  if (monthAndDay === "12-31") return "new_years_eve";
  return isSaturdayInWeekFrom(addDays(date, 1), "06-20") ? "midsummer_eve" : undefined;
}

/** Why the calendar closes a date, ordinary Saturdays and Sundays apart: its public holiday, or an eve that is closed. */
export function closedDayOn(date: LocalDate, options: CalendarOptions = {}): Holiday | Eve | undefined {
  const eve = eveOn(date);
  return holidayOn(date) ?? (eve && (options.closedEves ?? EVES).includes(eve) ? eve : undefined);
}

/** Monday to Friday, and neither a public holiday nor a closed eve. */
export function isWorkingDay(date: LocalDate, options: CalendarOptions = {}): boolean {
  return weekdayOf(date) <= 5 && closedDayOn(date, options) === undefined;
}

/** The n-th working day after a date; before it when negative; the date itself, whatever day it is, when zero. */
export function addWorkingDays(
  date: LocalDate,
  workingDays: number,
  options: CalendarOptions = {},
): LocalDate {
  const step = Math.sign(workingDays);
  let found = date;
  for (let left = Math.abs(workingDays); left > 0;) {
    found = addDays(found, step);
    if (isWorkingDay(found, options)) left -= 1;
  }
  return found;
}

/**
 * How many working days come after the first date, up to and including the second: `addWorkingDays(date, n)` is n working days
 * away for every n > 0. Zero when the second date is not later.
 */
export function workingDaysBetween(from: LocalDate, to: LocalDate, options: CalendarOptions = {}): number {
  let count = 0;
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) {
    if (isWorkingDay(date, options)) count += 1;
  }
  return count;
}
