/** Time from `start` up to but not including `end`, in whole minutes since 1970-01-01T00:00Z. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

const MINUTE_MS = 60_000;

/** The epoch minute an instant lies in. */
export function epochMinuteOf(instant: Date): number {
  return Math.floor(instant.getTime() / MINUTE_MS);
}

/** The instant when an epoch minute begins. */
export function instantOfEpochMinute(minute: number): Date {
  return new Date(minute * MINUTE_MS);
}

/** The whole minutes that the time from one instant to another touches: it may only grow, so that busy time stays busy. */
export function intervalOf(startAt: Date, endAt: Date): Interval {
  return { start: epochMinuteOf(startAt), end: Math.ceil(endAt.getTime() / MINUTE_MS) };
}

/** The union of intervals in any order: sorted, apart, none empty. The functions below take and give intervals in this form. */
export function normalise(intervals: Iterable<Interval>): Interval[] {
  const sorted = [...intervals].filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const union: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = union.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else union.push({ start, end });
  }
  return union;
}

/** The time in both. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const both: Interval[] = [];
  let indexOfA = 0;
  let indexOfB = 0;
  for (let inA = a[0], inB = b[0]; inA && inB; inA = a[indexOfA], inB = b[indexOfB]) {
    const start = Math.max(inA.start, inB.start);
    const end = Math.min(inA.end, inB.end);
    if (start < end) both.push({ start, end });
    if (inA.end < inB.end) indexOfA += 1;
    else indexOfB += 1;
  }
  return both;
}

/** The time in the first that is not in the second. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let index = 0;
  for (const { start, end } of from) {
    let cursor = start;
    while ((taken[index]?.end ?? Infinity) <= start) index += 1;
    for (let next = index; cursor < end; next += 1) {
      const hole = taken[next];
      const until = hole ? Math.min(hole.start, end) : end;
      if (cursor < until) left.push({ start: cursor, end: until });
      cursor = hole ? hole.end : end;
    }
  }
  return left;
}
