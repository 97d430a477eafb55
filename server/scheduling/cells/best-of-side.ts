import { cellsFrom, openIn } from "./five-minute-cells.ts";
import type { JointStarts, SideStarts } from "./joint-starts.ts";
import { wholeMeetingOf, type SideWorth } from "./side-worth.ts";

/** For each joint start, in order of time, the candidate worth most: its index among the side's, and the holes it leaves. */
export interface BestOfSide {
  readonly candidate: Int32Array;
  readonly holes: Uint8Array;
}

/** The first candidates in line for each start: one who leaves no hole, one who leaves one, one who leaves two; -1 where none does. */
type FirstInLine = readonly [Int32Array, Int32Array, Int32Array];

/** How many open cells a row has before each word. */
function openBefore(row: Uint32Array): Int32Array {
  const before = new Int32Array(row.length);
  for (let word = 1; word < row.length; word += 1) before[word] = before[word - 1]! + openIn(row[word - 1]!);
  return before;
}

/** The words of a row in which some cell is open. */
function wordsIn(row: Uint32Array): Int32Array {
  const words = new Int32Array(row.length);
  let count = 0;
  for (let word = 0; word < row.length; word += 1) if (row[word] !== 0) words[count++] = word;
  return words.subarray(0, count);
}

/** Notes a candidate for some of the joint starts in a word. */
function seat(line: Int32Array, candidate: number, found: number, starts: number, before: number): void {
  for (let left = found; left !== 0; left &= left - 1)
    line[before + openIn(starts & ((left & -left) - 1))] = candidate;
}

/**
 * Lets the candidates step forward in order of worth, 32 starts at a time. A start is settled when somebody comes who leaves no
 * hole: nobody later in line is worth more. Until then the first who leaves one hole and the first who leaves two are kept.
 */
function lineUp(
  { candidates, rows }: SideStarts,
  worth: SideWorth,
  joint: JointStarts,
  durationMinutes: number,
  first: FirstInLine,
) {
  const { starts } = joint;
  const { words } = joint.frame;
  const before = openBefore(starts);
  const pending = starts.slice();
  const withOne = new Uint32Array(words);
  const withTwo = new Uint32Array(words);
  const active = wordsIn(starts);
  let activeCount = active.length;
  for (const candidate of worth.order) {
    const base = candidate * words;
    const whole = worth.holes[0] > 0 ? wholeMeetingOf(candidates[candidate]!, durationMinutes) : 1;
    let kept = 0;
    for (let index = 0; index < activeCount; index += 1) {
      const word = active[index]!;
      const free = rows[base + word]! & pending[word]!;
      if (free !== 0) {
        const cell = word * 32;
        const holeBefore = cellsFrom(rows, base, cell - 1) & ~cellsFrom(rows, base, cell - whole);
        const holeAfter = cellsFrom(rows, base, cell + 1) & ~cellsFrom(rows, base, cell + whole);
        const none = free & ~(holeBefore | holeAfter);
        const one = free & (holeBefore ^ holeAfter) & ~withOne[word]!;
        const two = free & holeBefore & holeAfter & ~(withOne[word]! | withTwo[word]!);
        seat(first[0], candidate, none, starts[word]!, before[word]!);
        seat(first[1], candidate, one, starts[word]!, before[word]!);
        seat(first[2], candidate, two, starts[word]!, before[word]!);
        pending[word]! &= ~none;
        withOne[word]! |= one;
        withTwo[word]! |= two;
      }
      if (pending[word] !== 0) active[kept++] = word;
    }
    activeCount = kept;
  }
}

/** The candidate worth most for each joint start; of equals the one with the lowest id. */
export function bestOfSide(
  side: SideStarts,
  worth: SideWorth,
  joint: JointStarts,
  { count, durationMinutes }: { readonly count: number; readonly durationMinutes: number },
): BestOfSide {
  const nobody = new Int32Array(count).fill(-1);
  const first: FirstInLine = [nobody.slice(), nobody.slice(), nobody.slice()];
  lineUp(side, worth, joint, durationMinutes, first);
  const candidate = nobody;
  const holes = new Uint8Array(count);
  for (let start = 0; start < count; start += 1) {
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
