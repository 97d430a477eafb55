import Holidays from "date-holidays";

/** The Swedish calendar and wall clock anew, by other means than the product's: `date-holidays` and `Intl`. */

const DAY_MS = 24 * 60 * 60_000;
const sweden = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Stockholm",
  dateStyle: "short",
  timeStyle: "medium",
});
const calendar = new Holidays("SE");
const closed = new Map<number, Set<string>>();

/** `YYYY-MM-DD HH:MM:SS` on the Swedish wall clock. */
function wallClock(ms: number): string {
  return sweden.format(ms);
}

export function dateAt(ms: number): string {
  return wallClock(ms).slice(0, 10);
}

/** Minutes since midnight on the Swedish wall clock. */
export function minutesAt(ms: number): number {
  const [hours, minutes] = wallClock(ms).slice(11, 16).split(":").map(Number);
  return hours! * 60 + minutes!;
}

/** The instant of a wall-clock time: summer time if that shows it, else winter time. */
export function instantOf(date: string, time: string): number {
  const summer = Date.parse(`${date}T${time}:00+02:00`);
  return wallClock(summer).slice(0, 16) === `${date} ${time}`
    ? summer
    : Date.parse(`${date}T${time}:00+01:00`);
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function isWorkingDay(date: string): boolean {
  const year = Number(date.slice(0, 4));
  if (!closed.has(year)) {
    const days = calendar.getHolidays(year).filter(({ type }) => type === "public" || type === "bank");
    closed.set(year, new Set(days.map((day) => day.date.slice(0, 10))));
  }
  const weekday = new Date(`${date}T12:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !closed.get(year)!.has(date);
}

export function workingDayBefore(date: string): string {
  const before = plusDays(date, -1);
  return isWorkingDay(before) ? before : workingDayBefore(before);
}

/** Working days after one date and up to another. */
export function workingDaysUntil(from: string, to: string): number {
  let count = 0;
  for (let date = from; date < to;) {
    date = plusDays(date, 1);
    if (isWorkingDay(date)) count += 1;
  }
  return count;
}
