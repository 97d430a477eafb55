import type { Interval } from "./intervals.ts";
import { intersect, normalise, subtract } from "./intervals.ts";

/** Someone who could represent a side. Intervals may come in any order and overlap. */
export interface Candidate {
  readonly personId: string;
  /** When the person works, public holidays already taken out. */
  readonly workingTime: readonly Interval[];
  /** Absences, meetings and whatever else takes the person's time. */
  readonly busyTime: readonly Interval[];
}

/** One of the parties that must be represented, usually an agency. One of the candidates is enough; without any, no time is possible. */
export interface Side {
  readonly side: string;
  readonly candidates: readonly Candidate[];
}

/** Everything the search needs to know, loaded. Times are epoch minutes. No person may be a candidate of two sides. */
export interface JointFreeTimeInput {
  readonly sides: readonly Side[];
  /** The individual has no working hours, only time that is taken. */
  readonly individual: { readonly busyTime: readonly Interval[] };
  /** The whole meeting lies in here: it starts at `from` or later and has ended at `to`. */
  readonly window: { readonly from: number; readonly to: number };
  readonly durationMinutes: number;
  /** Starts are multiples of this. Up to 60 they are also multiples on the Swedish clock, which is whole hours from UTC. */
  readonly gridMinutes: number;
  /** No meeting starts earlier: the present, or the end of a period of notice. */
  readonly notBefore: number;
}

/** A time when a meeting can be held, and who would represent each side, in the order of the sides asked for. */
export interface FreeTime {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly pair: readonly { readonly side: string; readonly personId: string }[];
}

/** From when to when the meeting may start, so that all of it fits in free time. */
function startsWithin(free: readonly Interval[], durationMinutes: number): Interval[] {
  return free
    .filter(({ start, end }) => end - start >= durationMinutes)
    .map(({ start, end }) => ({ start, end: end - durationMinutes + 1 }));
}

interface Starter {
  readonly personId: string;
  readonly starts: readonly Interval[];
}

/** Those of a side who can start some time, in the order in which they are asked. */
function startersOf(side: Side, durationMinutes: number): Starter[] {
  return side.candidates
    .map(({ personId, workingTime, busyTime }) => {
      const free = subtract(normalise(workingTime), normalise(busyTime));
      return { personId, starts: startsWithin(free, durationMinutes) };
    })
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
}

/** Finds who is first in line for a start. Ask for rising starts: each person's intervals are walked through once. */
function createFirstInLine(starters: readonly Starter[]): (start: number) => string {
  const lines = starters.map((starter) => ({ ...starter, index: 0 }));
  return (start) => {
    for (const line of lines) {
      while ((line.starts[line.index]?.end ?? Infinity) <= start) line.index += 1;
      if ((line.starts[line.index]?.start ?? Infinity) <= start) return line.personId;
    }
    throw new Error("No candidate can start then");
  };
}

/** The starts on the grid, rising. */
function* gridStartsIn(intervals: readonly Interval[], gridMinutes: number): Generator<number> {
  for (const { start, end } of intervals) {
    const first = Math.ceil(start / gridMinutes) * gridMinutes;
    for (let minute = first; minute < end; minute += gridMinutes) yield minute;
  }
}

/** No sides would mean no constraint, and a grid or a meeting without length would never end. */
function refuseNonsense({ sides, durationMinutes, gridMinutes }: JointFreeTimeInput): void {
  if (sides.length === 0) throw new RangeError("A search needs at least one side");
  if (![durationMinutes, gridMinutes].every((minutes) => Number.isInteger(minutes) && minutes > 0)) {
    throw new RangeError("Duration and grid are whole minutes above zero");
  }
}

/**
 * The times when the individual and one candidate of every side are free for the whole meeting, in order of start. Where several
 * of a side are free, the one with the lowest id is proposed, so that the order of the input changes nothing.
 *
 * @throws RangeError for a search without sides, or with a duration or grid that is no whole number above zero.
 */
export function findJointFreeTimes(input: JointFreeTimeInput): FreeTime[] {
  refuseNonsense(input);
  const { window, durationMinutes } = input;
  const asked = normalise([{ start: Math.max(window.from, input.notBefore), end: window.to }]);
  const individualFree = subtract(asked, normalise(input.individual.busyTime));
  const sides = input.sides.map((side) => ({ side: side.side, starters: startersOf(side, durationMinutes) }));
  const starts = sides.reduce<readonly Interval[]>(
    (joint, { starters }) => intersect(joint, normalise(starters.flatMap((starter) => starter.starts))),
    startsWithin(individualFree, durationMinutes),
  );
  const inLine = sides.map(({ side, starters }) => ({ side, firstFor: createFirstInLine(starters) }));
  return [...gridStartsIn(starts, input.gridMinutes)].map((startMinute) => ({
    startMinute,
    endMinute: startMinute + durationMinutes,
    pair: inLine.map(({ side, firstFor }) => ({ side, personId: firstFor(startMinute) })),
  }));
}
