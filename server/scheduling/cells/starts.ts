import { normalise, type Interval } from "../intervals.ts";
import { openBetween, type CellFrame } from "./five-minute-cells.ts";

/** What a meeting needs of somebody's time, in minutes around its start. */
export interface Need {
  readonly before: number;
  /** From the start on: the meeting and the buffer after it. */
  readonly after: number;
}

/** Intervals in order of start, as they are when loaded: then nothing is copied. */
function inOrder(intervals: readonly Interval[]): readonly Interval[] {
  for (let index = 1; index < intervals.length; index += 1) {
    if (intervals[index]!.start < intervals[index - 1]!.start) return normalise(intervals);
  }
  return intervals;
}
function apart(intervals: readonly Interval[]): readonly Interval[] {
  for (let index = 1; index < intervals.length; index += 1) {
    if (intervals[index]!.start <= intervals[index - 1]!.end) return normalise(intervals);
  }
  return intervals;
}

export function openStarts(
  frame: CellFrame,
  cells: Uint32Array,
  base: number,
  person: { readonly workingTime: readonly Interval[]; readonly busyTime: readonly Interval[] },
  need: Need,
  knownUntil: number,
): void {
  const working = apart(person.workingTime);
  const busy = inOrder(person.busyTime);
  const { before, after } = need;
  let next = 0;
  let busyUntil = -(2 ** 30);
  for (let index = 0; index < working.length; index += 1) {
    const { start, end } = working[index]!;
    const until = Math.min(end, knownUntil);
    let freeFrom = Math.max(start, busyUntil);
    for (; next < busy.length && busy[next]!.start < until; next += 1) {
      const taken = busy[next]!;
      openBetween(frame, cells, base, freeFrom + before, taken.start - after);
      if (taken.end > busyUntil) busyUntil = taken.end;
      if (busyUntil > freeFrom) freeFrom = busyUntil;
    }
    openBetween(frame, cells, base, freeFrom + before, until - after);
  }
}
