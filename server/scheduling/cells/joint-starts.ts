import type { Interval } from "../intervals.ts";
import type { Candidate, JointFreeTimeInput, Participant } from "../joint-search.ts";
import {
  CELL_MINUTES,
  cellAt,
  closedTable,
  frameOf,
  keepRow,
  type CellFrame,
  type CellTable,
} from "./five-minute-cells.ts";
import { closeCapped, needOf, openStarts } from "./person-starts.ts";

/** When each candidate of a side could start. */
export interface SideStarts {
  readonly candidates: readonly Candidate[];
  /** In the order of the candidates. */
  readonly table: CellTable;
}

/** When a meeting may start at all, in epoch minutes, both included; none when the last is earlier than the first. */
export interface StartLimits {
  readonly first: number;
  readonly last: number;
}

/** When everybody who must be there could start, and each of the sides by itself. */
export interface JointStarts {
  readonly frame: CellFrame;
  readonly limits: StartLimits;
  readonly starts: Uint32Array;
  readonly sides: readonly SideStarts[];
}

/** No sides would mean no constraint, and a grid or a meeting without length would never end. */
function refuseNonsense({ sides, durationMinutes, gridMinutes }: JointFreeTimeInput): void {
  if (sides.length === 0) throw new RangeError("A search needs at least one side");
  if (![durationMinutes, gridMinutes].every((minutes) => minutes > 0 && minutes % CELL_MINUTES === 0))
    throw new RangeError("Duration and grid are multiples of five minutes above zero");
}

/** When a meeting may start: in the window, after the notice, and so that it has ended by the deadline. */
export function limitsOf({ window, notBefore, deadline, durationMinutes }: JointFreeTimeInput): StartLimits {
  return {
    first: Math.max(window.from, notBefore),
    last: Math.min(window.to, deadline ?? window.to) - durationMinutes,
  };
}

/** The cells on the grid within the limits. */
function gridRow(frame: CellFrame, { first, last }: StartLimits, gridMinutes: number): Uint32Array {
  const row = new Uint32Array(frame.words);
  const step = gridMinutes / CELL_MINUTES;
  const until = cellAt(frame, last + 1);
  for (let cell = cellAt(frame, Math.ceil(first / gridMinutes) * gridMinutes); cell < until; cell += step)
    row[cell >>> 5]! |= 1 << (cell & 31);
  return row;
}

/** The starts so that some stretch of time covers all of a meeting. */
export function startsWithin(
  frame: CellFrame,
  time: readonly Interval[],
  durationMinutes: number,
): Uint32Array {
  return startsOfParticipant(frame, { personId: "", workingTime: time, busyTime: [] }, { durationMinutes });
}

/** When somebody who must be there can start. */
export function startsOfParticipant(
  frame: CellFrame,
  person: Participant,
  { durationMinutes, knownUntil }: Pick<JointFreeTimeInput, "durationMinutes" | "knownUntil">,
): Uint32Array {
  const table = closedTable(frame, 1);
  openStarts(table, 0, person, { need: needOf(person, durationMinutes), knownUntil });
  return table.cells;
}

/** When the individual can start: not in another meeting, and not when they have said they can't come. */
export function startsOfIndividual(
  frame: CellFrame,
  { individual: { busyTime, possibleTime }, durationMinutes }: JointFreeTimeInput,
): Uint32Array {
  const time = possibleTime ? { workingTime: possibleTime, busyTime } : { busyTime };
  return startsOfParticipant(frame, { personId: "", ...time }, { durationMinutes });
}

/** When each candidate of a side can start, caps counted. */
export function startsOfSide(
  frame: CellFrame,
  candidates: readonly Candidate[],
  { durationMinutes, knownUntil, days }: Pick<JointFreeTimeInput, "durationMinutes" | "knownUntil" | "days">,
): SideStarts {
  const table = closedTable(frame, candidates.length);
  candidates.forEach((candidate, column) => {
    openStarts(table, column, candidate, { need: needOf(candidate, durationMinutes), knownUntil });
    closeCapped(table, column, candidate, days);
  });
  return { candidates, table };
}

/** Keeps the starts at which some candidate of a side can start. */
export function keepAnyone(starts: Uint32Array, { table: { width, cells } }: SideStarts): void {
  for (let word = 0; word < starts.length; word += 1) {
    if (starts[word] === 0) continue;
    let anyone = 0;
    for (let at = word * width; at < (word + 1) * width; at += 1) anyone |= cells[at]!;
    starts[word]! &= anyone;
  }
}

/**
 * The starts at which one candidate of every side, the individual and every other participant are free for the whole meeting.
 *
 * @throws RangeError for a search without sides, with a duration or grid that is no multiple of five minutes above zero, or with
 * caps but no days.
 */
export function jointStartsOf(input: JointFreeTimeInput): JointStarts {
  refuseNonsense(input);
  const { window, gridMinutes } = input;
  const frame = frameOf(window);
  const limits = limitsOf(input);
  const starts = gridRow(frame, limits, gridMinutes);
  keepRow(starts, startsOfIndividual(frame, input));
  for (const participant of input.participants ?? [])
    keepRow(starts, startsOfParticipant(frame, participant, input));
  const sides = input.sides.map(({ candidates }) => startsOfSide(frame, candidates, input));
  for (const side of sides) keepAnyone(starts, side);
  return { frame, limits, starts, sides };
}
