import type { Clock } from "../platform/clock.ts";
import { addWorkingDays } from "../scheduling/swedish-calendar.ts";
import { instantAt, localDateOf, type LocalDate } from "../scheduling/local-time.ts";

/** A clock that a story is told by: it shows what it is set to. */
export interface StoryClock extends Clock {
  set(instant: Date): void;
}

/** Starts at an instant. */
export function createStoryClock(start: Date): StoryClock {
  let shown = start;
  return {
    now: () => shown,
    set: (instant) => {
      shown = instant;
    },
  };
}

/** The calendar around the instant the demo data is loaded, counted in working days. */
export interface StoryCalendar {
  readonly now: Date;
  readonly today: LocalDate;
  /** Today, or the working day so many later; earlier when negative. */
  on(workingDays: number): LocalDate;
  /** An hour on the wall clock (9.5 is 09:30), 0–24. */
  at(workingDays: number, hour: number): Date;
}

export function createStoryCalendar(now: Date): StoryCalendar {
  const today = localDateOf(now);
  const on = (workingDays: number) => addWorkingDays(today, workingDays);
  return { now, today, on, at: (workingDays, hour) => instantAt(on(workingDays), Math.round(hour * 60)) };
}
