import type { LocalDate } from "./local-time.ts";
import { addDays, weekdayOf } from "./local-time.ts";

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
  /** Whether a single working day between two days off (a squeeze day, *klämdag*) is closed too. Not when left out. */
  readonly closedSqueezeDays?: boolean;
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

/** The first Saturday on or after a date. */
function saturdayFrom(date: LocalDate): LocalDate {
  return addDays(date, (13 - weekdayOf(date)) % 7);
}

/** Every day of every search asks, and a year's answer never changes. */
const holidaysOfYear = new Map<number, ReadonlyMap<LocalDate, Holiday>>();

function holidaysOf(year: number): ReadonlyMap<LocalDate, Holiday> {
  const known = holidaysOfYear.get(year);
  if (known) return known;
  const on = (monthAndDay: string) => `${String(year).padStart(4, "0")}-${monthAndDay}`;
  const easter = easterSundayOf(year);
  // Of two on one date the later in this list stands.
  const holidays = new Map<LocalDate, Holiday>([
    ...Object.entries(EASTER_HOLIDAYS).map(
      ([days, holiday]) => [addDays(easter, Number(days)), holiday] as const,
    ),
    [saturdayFrom(on("10-31")), "all_saints_day"],
    [saturdayFrom(on("06-20")), "midsummer_day"],
    year < NATIONAL_DAY_SINCE ? [addDays(easter, WHIT_MONDAY), "whit_monday"] : [on("06-06"), "national_day"],
    ...Object.entries(FIXED_HOLIDAYS).map(([monthAndDay, holiday]) => [on(monthAndDay), holiday] as const),
  ]);
  holidaysOfYear.set(year, holidays);
  return holidays;
}

/**
 * The public holiday on a date, by the rules of lag (1989:253) as they stand since 1990; they have no last year. Where two fall
 * on one date (Ascension Day on 1 May 2008) the one with a fixed date is named.
 */
export function holidayOn(date: LocalDate): Holiday | undefined {
  return holidaysOf(Number(date.slice(0, 4))).get(date);
}

function eveOn(date: LocalDate): Eve | undefined {
  const monthAndDay = date.slice(5);
  if (monthAndDay === "12-24") return "christmas_eve";
  if (monthAndDay === "12-31") return "new_years_eve";
  return monthAndDay.startsWith("06-") && holidayOn(addDays(date, 1)) === "midsummer_day"
    ? "midsummer_eve"
    : undefined;
}

/** The public holiday or closed eve on a date. */
function dayOffOn(date: LocalDate, options: CalendarOptions): Holiday | Eve | undefined {
  const eve = eveOn(date);
  return holidayOn(date) ?? (eve && (options.closedEves ?? EVES).includes(eve) ? eve : undefined);
}

/** Whether both neighbours of a weekday are off, one of them for another reason than that it is a Saturday or Sunday. */
function isSqueezeDay(date: LocalDate, options: CalendarOptions): boolean {
  if (weekdayOf(date) > 5) return false;
  const neighbours = [addDays(date, -1), addDays(date, 1)];
  return neighbours.every((day) => weekdayOf(day) > 5 || dayOffOn(day, options) !== undefined);
}

/**
 * Why the calendar closes a date, ordinary Saturdays and Sundays apart: its public holiday, or an eve or squeeze day that is
 * closed.
 */
export function closedDayOn(
  date: LocalDate,
  options: CalendarOptions = {},
): Holiday | Eve | "squeeze_day" | undefined {
  const dayOff = dayOffOn(date, options);
  if (dayOff || !options.closedSqueezeDays) return dayOff;
  return isSqueezeDay(date, options) ? "squeeze_day" : undefined;
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
