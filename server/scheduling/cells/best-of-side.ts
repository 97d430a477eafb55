import { cellsFrom, openIn, type CellTable } from "./five-minute-cells.ts";
import type { JointStarts, SideStarts } from "./joint-starts.ts";
import { wholeMeetingOf, type SideWorth } from "./side-worth.ts";

/** For each joint start, in order of time, the candidate worth most: its index among the side's, and the holes it leaves. */
export interface BestOfSide {
  readonly candidate: Int32Array;
  readonly holes: Uint8Array;
}

/** The first candidates in line for each start: one who leaves no hole, one who leaves one, one who leaves two; -1 where none does. */
type FirstInLine = readonly [Int32Array, Int32Array, Int32Array];

/** The candidates of a side in line: when they can start, the order they stand in, and how many cells their meetings take. */
interface Line {
  readonly table: CellTable;
  readonly order: Int32Array;
  readonly wholes: Int32Array;
}

/** How many joint starts there are, and how long meetings last. */
interface Meetings {
  readonly count: number;
  readonly durationMinutes: number;
}

/** Notes a candidate for some of the joint starts in a word. */
function note(line: Int32Array, candidate: number, found: number, starts: number, before: number): void {
  for (let left = found; left !== 0; left &= left - 1)
    line[before + openIn(starts & ((left & -left) - 1))] = candidate;
}

/**
 * Lets the candidates step forward in order of worth for the joint starts in a word. A start is settled when somebody comes who leaves
 * no hole: nobody later in line is worth more. Until then the first who leaves one hole and the first who leaves two are kept.
 */
function lineUp(
  { table, order, wholes }: Line,
  word: number,
  starts: number,
  before: number,
  first: FirstInLine,
): void {
  let pending = starts;
  let withOne = 0;
  let withTwo = 0;
  for (let place = 0; place < order.length && pending !== 0; place += 1) {
    const candidate = order[place]!;
    const free = table.cells[word * table.width + candidate]! & pending;
    if (free === 0) continue;
    const cell = word * 32;
    const whole = wholes[candidate]!;
    const holeBefore = cellsFrom(table, candidate, cell - 1) & ~cellsFrom(table, candidate, cell - whole);
    const holeAfter = cellsFrom(table, candidate, cell + 1) & ~cellsFrom(table, candidate, cell + whole);
    const none = free & ~(holeBefore | holeAfter);
    const one = free & (holeBefore ^ holeAfter) & ~withOne;
    const two = free & holeBefore & holeAfter & ~(withOne | withTwo);
    note(first[0], candidate, none, starts, before);
    note(first[1], candidate, one, starts, before);
    note(first[2], candidate, two, starts, before);
    pending &= ~none;
    withOne |= one;
    withTwo |= two;
  }
}

/** The first in line for every joint start. */
function firstInLine(
  side: SideStarts,
  worth: SideWorth,
  joint: JointStarts,
  { count, durationMinutes }: Meetings,
): FirstInLine {
  const { starts } = joint;
  const holesMatter = worth.holes[0] > 0;
  const wholes = Int32Array.from(side.candidates, (candidate) =>
    holesMatter ? wholeMeetingOf(candidate, durationMinutes) : 1,
  );
  const line: Line = { table: side.table, order: worth.order, wholes };
  const nobody = new Int32Array(count).fill(-1);
  const first: FirstInLine = [nobody, nobody.slice(), nobody.slice()];
  let before = 0;
  for (let word = 0; word < starts.length; word += 1) {
    if (starts[word] === 0) continue;
    lineUp(line, word, starts[word]!, before, first);
    before += openIn(starts[word]!);
  }
  return first;
}

/** The candidate worth most for each joint start; of equals the one with the lowest id. */
export function bestOfSide(
  side: SideStarts,
  worth: SideWorth,
  joint: JointStarts,
  meetings: Meetings,
): BestOfSide {
  const first = firstInLine(side, worth, joint, meetings);
  const candidate = new Int32Array(meetings.count);
  const holes = new Uint8Array(meetings.count);
  for (let start = 0; start < meetings.count; start += 1) {
    let most = -1;
    for (let level = 0; level < 3; level += 1) {
      const found = first[level]![start]!;
      if (found < 0) continue;
      const points = worth.load[found]! + worth.holes[level]!;
      const tied = points === most && worth.idRank[found]! < worth.idRank[candidate[start]!]!;
      if (points <= most && !tied) continue;
      most = points;
      candidate[start] = found;
      holes[start] = level;
    }
  }
  return { candidate, holes };
}
