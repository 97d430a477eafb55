import { intersect, intervalOf, normalise, subtract, type Interval } from "./intervals.ts";

/** Time from `startAt` up to but not including `endAt`. */
export interface Period {
  readonly startAt: Date;
  readonly endAt: Date;
}

/** The open time in a period. */
export function openTimeIn(period: Period, openTime: readonly Interval[]): Interval[] {
  return intersect(normalise(openTime), [intervalOf(period.startAt, period.endAt)]);
}

/**
 * When somebody can't be met in a period: all but open time without absences and meetings. Periods that touch are
 * one, so that others can neither count meetings nor tell them from absences and evenings.
 */
export function busyTimeIn(
  period: Period,
  person: {
    readonly openTime: readonly Interval[];
    readonly away: readonly Interval[];
    readonly meetings: readonly Interval[];
  },
): Interval[] {
  const taken = normalise([...person.away, ...person.meetings]);
  const free = subtract(openTimeIn(period, person.openTime), taken);
  return subtract([intervalOf(period.startAt, period.endAt)], free);
}
