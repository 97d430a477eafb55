import { normalise, type Interval } from "../intervals.ts";
import type { Candidate, Participant } from "../joint-search.ts";
import type { LocalDay } from "../local-days.ts";
import { isCapped } from "../meeting-caps.ts";
import { closeDuring, openBetween, type CellTable } from "./five-minute-cells.ts";

/** What a meeting needs of somebody's free time, in minutes before and after its start. */
export interface Need {
  readonly before: number;
  /** The meeting and the buffer that follows it. */
  readonly after: number;
}

/** The longest meeting, buffers included. */
const LONGEST_MINUTES = 24 * 60;

/**
 * What a meeting of some length needs of a person: the meeting with the person's buffers.
 *
 * @throws RangeError for buffers below zero, or longer than a day together with the meeting.
 */
export function needOf(
  { bufferBeforeMinutes: before = 0, bufferAfterMinutes = 0 }: Participant,
  durationMinutes: number,
): Need {
  const after = durationMinutes + bufferAfterMinutes;
  if (before < 0 || bufferAfterMinutes < 0 || before + after > LONGEST_MINUTES)
    throw new RangeError("A meeting with its buffers is at most a day, and no buffer is below zero");
  return { before, after };
}

/** Before and after any search, and still a small integer with some minutes added. */
const EARLIEST = -(2 ** 29);
const LATEST = 2 ** 29;
const ALWAYS: readonly Interval[] = [{ start: EARLIEST, end: LATEST }];

/** The same intervals when they are sorted, as they come when loaded; else sorted and united. */
function sorted(intervals: readonly Interval[]): readonly Interval[] {
  for (let index = 1; index < intervals.length; index += 1)
    if (intervals[index]!.start < intervals[index - 1]!.start) return normalise(intervals);
  return intervals;
}

/** The same intervals when they are sorted and apart; else sorted and united, so that time which touches is one stretch. */
function united(intervals: readonly Interval[]): readonly Interval[] {
  for (let index = 1; index < intervals.length; index += 1)
    if (intervals[index]!.start <= intervals[index - 1]!.end) return normalise(intervals);
  return intervals;
}

/**
 * Opens the cells in which a meeting may start so that all it needs is the person's working time, not busy and known. One
 * walk along both lists: linear, and nothing allocated.
 */
export function openStarts(
  table: CellTable,
  column: number,
  person: Participant,
  {
    need: { before, after },
    knownUntil = LATEST,
  }: { readonly need: Need; readonly knownUntil?: number | undefined },
): void {
  const working = united(person.workingTime ?? ALWAYS);
  const { busyTime, unknownTime } = person;
  const taken = sorted(unknownTime && unknownTime.length > 0 ? [...busyTime, ...unknownTime] : busyTime);
  let next = 0;
  let takenUntil = EARLIEST;
  for (let index = 0; index < working.length; index += 1) {
    const stretch = working[index]!;
    const end = Math.min(stretch.end, knownUntil);
    let freeFrom = Math.max(stretch.start, takenUntil);
    for (; next < taken.length && taken[next]!.start < end; next += 1) {
      const busy = taken[next]!;
      if (busy.start >= busy.end) continue;
      openBetween(table, column, freeFrom + before, busy.start - after);
      if (busy.end > takenUntil) takenUntil = busy.end;
      if (takenUntil > freeFrom) freeFrom = takenUntil;
    }
    openBetween(table, column, freeFrom + before, end - after);
  }
}

/**
 * Closes the starts on local days on which the person has as many meetings as they may have, that day or that week.
 *
 * @throws RangeError when there are caps but no days to count by.
 */
export function closeCapped(
  table: CellTable,
  column: number,
  candidate: Candidate,
  days: readonly LocalDay[] | undefined,
): void {
  if (!candidate.capPerDay && !candidate.capPerWeek) return;
  if (!days) throw new RangeError("Caps need the local days they are counted by");
  for (let index = 0; index < days.length; index += 1)
    if (isCapped(candidate, days, index)) closeDuring(table, column, days[index]!);
}
