import { intersect, intervalOf, normalise, subtract, type Interval } from "./intervals.ts";
import { localDateOf } from "./local-time.ts";
import { expandWorkingHours, type WeeklyHours } from "./working-hours.ts";

/** Time from `startAt` up to but not including `endAt`. */
export interface Period {
  readonly startAt: Date;
  readonly endAt: Date;
}

/** The working time in a period, public holidays and closed eves taken out. */
export function workingTimeIn(period: Period, weeklyHours: readonly WeeklyHours[]): Interval[] {
  const dates = { first: localDateOf(period.startAt), last: localDateOf(period.endAt) };
  return intersect(expandWorkingHours(weeklyHours, dates), [intervalOf(period.startAt, period.endAt)]);
}

/**
 * When somebody can't be met in a period: all but working time without absences and meetings. Periods that touch are
 * one, so that others can neither count meetings nor tell them from absences and evenings.
 */
export function busyTimeIn(
  period: Period,
  person: {
    readonly weeklyHours: readonly WeeklyHours[];
    readonly absences: readonly Interval[];
    readonly occupied: readonly Interval[];
  },
): Interval[] {
  const taken = normalise([...person.absences, ...person.occupied]);
  const free = subtract(workingTimeIn(period, person.weeklyHours), taken);
  return subtract([intervalOf(period.startAt, period.endAt)], free);
}
