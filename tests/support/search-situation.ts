import {
  epochMinuteOf,
  instantOfEpochMinute,
  intervalOf,
  type Interval,
} from "../../server/scheduling/intervals.ts";
import type { Candidate, FreeTime, JointFreeTimeInput } from "../../server/scheduling/joint-search.ts";
import { localDaysIn } from "../../server/scheduling/local-days.ts";
import {
  addDays,
  instantAt,
  localDateOf,
  startOfDay,
  type LocalDate,
} from "../../server/scheduling/local-time.ts";
import { formatTime } from "../../server/scheduling/time-text.ts";
import { expandWorkingHours } from "../../server/scheduling/working-hours.ts";

/** An ordinary working day, and the first day of situations. */
export const TUESDAY = "2026-11-24";

/** The epoch minute at a time on the Swedish wall clock. */
export const minuteAt = (date: LocalDate, clock: string): number => epochMinuteOf(instantAt(date, clock));

/** A stretch of a date: from one time on the Swedish wall clock to another. */
export const during = (date: LocalDate, from: string, to: string): Interval =>
  intervalOf(instantAt(date, from), instantAt(date, to));

/** A window of whole local days, the last included. */
export function windowOf(first: LocalDate, last: LocalDate): { from: number; to: number } {
  const { start, end } = intervalOf(startOfDay(first), startOfDay(addDays(last, 1)));
  return { from: start, to: end };
}

/** Somebody who works from eight to four, Monday to Friday, holidays taken out. */
export function officeWorker(
  personId: string,
  { from, to }: { from: number; to: number },
  more: Partial<Candidate> = {},
): Candidate {
  const hours = ([1, 2, 3, 4, 5] as const).map((weekday) => ({
    weekday,
    startMinutes: 480,
    endMinutes: 960,
  }));
  const dates = {
    first: localDateOf(instantOfEpochMinute(from)),
    last: localDateOf(instantOfEpochMinute(to - 1)),
  };
  return { personId, workingTime: expandWorkingHours(hours, dates), busyTime: [], ...more };
}

/** One handläggare on each side, an hour's meeting, and nothing in anybody's way: the first day, or until a last one. */
export function situation(
  change: Partial<JointFreeTimeInput> & {
    fk?: Partial<Candidate>;
    af?: Partial<Candidate>;
    last?: LocalDate;
  } = {},
): JointFreeTimeInput {
  const { fk = {}, af = {}, last = TUESDAY, ...more } = change;
  const window = more.window ?? windowOf(TUESDAY, last);
  return {
    sides: [
      { side: "fk", candidates: [officeWorker("fk-1", window, fk)] },
      { side: "af", candidates: [officeWorker("af-1", window, af)] },
    ],
    individual: { busyTime: [] },
    window,
    durationMinutes: 60,
    gridMinutes: 60,
    notBefore: window.from,
    days: localDaysIn(window),
    ...more,
  };
}

/** When times start, as the clock shows; the date is told for other days than the first. */
export function clocksOf(times: readonly FreeTime[]): string[] {
  return times.map(({ startMinute }) => {
    const startAt = instantOfEpochMinute(startMinute);
    const date = localDateOf(startAt);
    const clock = formatTime(startAt, "en");
    return date === TUESDAY ? clock : `${date} ${clock}`;
  });
}
