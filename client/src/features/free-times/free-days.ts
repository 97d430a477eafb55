import type { EmptyDay, FreeTime, FreeTimes } from "../../../../server/scheduling/free-times.contract.ts";
import { addDays } from "../../time/calendar-dates.ts";
import { dateOf } from "../../time/format-time.ts";

/** A day on which there is something to choose. */
export interface DayWithTimes {
  readonly kind: "times";
  readonly on: string;
  readonly times: readonly FreeTime[];
}

/** Days in a row that have no time, for the same reasons. */
export interface DaysWithout {
  readonly kind: "empty";
  readonly on: string;
  readonly lastOn: string;
  readonly reasons: EmptyDay["reasons"];
}

/** What the list shows: the days in order, with days in a row that are empty for the same reasons made one. */
export function freeDays({
  times,
  emptyDays,
}: Pick<FreeTimes, "times" | "emptyDays">): (DayWithTimes | DaysWithout)[] {
  const timesOn = new Map<string, FreeTime[]>();
  for (const time of times) {
    const on = dateOf(time.startAt);
    timesOn.set(on, [...(timesOn.get(on) ?? []), time]);
  }
  const withTimes = [...timesOn].map(([on, ofDay]): DayWithTimes => ({ kind: "times", on, times: ofDay }));
  return [...withTimes, ...mergeEmptyDays(emptyDays)].sort((a, b) => (a.on < b.on ? -1 : 1));
}

function mergeEmptyDays(emptyDays: readonly EmptyDay[]): DaysWithout[] {
  const merged: DaysWithout[] = [];
  for (const { on, reasons } of emptyDays) {
    const before = merged.at(-1);
    if (before && addDays(before.lastOn, 1) === on && sameReasons(before.reasons, reasons))
      merged[merged.length - 1] = { ...before, lastOn: on };
    else merged.push({ kind: "empty", on, lastOn: on, reasons });
  }
  return merged;
}

function sameReasons(some: EmptyDay["reasons"], others: EmptyDay["reasons"]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

/**
 * Fewer times to choose among: those on the hour and half hour, and a quarter only where it is the sole way into a
 * gap (neither the start before it nor the one after is free). What is chosen always stays.
 */
export function calmTimes(times: readonly FreeTime[], chosen: readonly string[]): FreeTime[] {
  const starts = new Set(times.map(({ startAt }) => Date.parse(startAt)));
  return times.filter(({ startAt }) => {
    const start = Date.parse(startAt);
    return (
      start % HALF_HOUR_MS === 0 ||
      chosen.includes(startAt) ||
      !(starts.has(start - QUARTER_MS) || starts.has(start + QUARTER_MS))
    );
  });
}

const QUARTER_MS = 15 * 60_000;
const HALF_HOUR_MS = 30 * 60_000;

/** A day's times by who would come, in the order in which each pair first can. */
export function byPair(times: readonly FreeTime[]): FreeTime[][] {
  const ofPair = new Map<string, FreeTime[]>();
  for (const time of times) {
    const pair = time.handlaggare.map(({ personId }) => personId).join();
    ofPair.set(pair, [...(ofPair.get(pair) ?? []), time]);
  }
  return [...ofPair.values()];
}
