import type ICAL from "ical.js";

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday, the fifth day in a week that begins with Sunday. */
const FIRST_WEEKDAY = 4;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** What nearly every rule says: every so many days, or on these days of every so many weeks. */
export interface PlainRule {
  readonly everyDays: number;
  /** Days after the one on which a period begins, in order. */
  readonly onDays: readonly number[];
  /** The day of the first period, since 1970. */
  readonly firstDay: number;
}

/**
 * A rule that can be counted without a library, which is some ten times faster for what calendars are full of.
 *
 * @returns undefined for any other.
 */
export function plainRule(
  { freq, interval, wkst, parts }: ICAL.Recur,
  startWallMs: number,
): PlainRule | undefined {
  const startDay = Math.floor(startWallMs / DAY_MS);
  const named = Object.keys(parts);
  if (freq === "DAILY" && named.length === 0) return { everyDays: interval, onDays: [0], firstDay: startDay };
  if (freq !== "WEEKLY" || named.some((part) => part !== "BYDAY")) return undefined;
  const written = parts.BYDAY ?? [WEEKDAYS[weekdayOf(startDay)]!];
  const days = written.map((day) => WEEKDAYS.indexOf(day));
  if (days.includes(-1)) return undefined;
  const weekStart = wkst - 1;
  const after = (weekday: number) => (weekday - weekStart + 7) % 7;
  return {
    everyDays: 7 * interval,
    onDays: [...new Set(days.map(after))].sort((a, b) => a - b),
    firstDay: startDay - after(weekdayOf(startDay)),
  };
}

/** When a plain rule says that something starts, on the wall clock, from its start on and without end. */
export function* timesOfPlainRule(rule: PlainRule, startWallMs: number): Generator<number> {
  const clockMs = startWallMs - Math.floor(startWallMs / DAY_MS) * DAY_MS;
  for (let day = rule.firstDay; ; day += rule.everyDays) {
    for (const after of rule.onDays) {
      const wallMs = (day + after) * DAY_MS + clockMs;
      if (wallMs >= startWallMs) yield wallMs;
    }
  }
}

function weekdayOf(day: number): number {
  return (((day + FIRST_WEEKDAY) % 7) + 7) % 7;
}
