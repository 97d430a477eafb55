import { cellsFrom, openIn } from "./five-minute-cells.ts";
import type { JointStarts, SideStarts } from "./joint-starts.ts";
import { wholeMeetingOf, type SideWorth } from "./side-worth.ts";

/** For each joint start, in order of time, the candidate worth most: its index among the side's, and the holes it leaves. */
export interface BestOfSide {
  readonly candidate: Int32Array;
  readonly holes: Uint8Array;
}

/** The first candidate in line found for each start, by the number of holes left; -1 while none is. */
type FirstInLine = readonly [Int32Array, Int32Array, Int32Array];

/** Starts by word: those for which no candidate without holes is found yet, and those for which one with one or two holes is. */
interface Progress {
  readonly pending: Uint32Array;
  readonly withOne: Uint32Array;
  readonly withTwo: Uint32Array;
}

/** How many open cells a row has before each word. */
function openBefore(row: Uint32Array): Int32Array {
  const before = new Int32Array(row.length);
  for (let word = 1; word < row.length; word += 1) before[word] = before[word - 1]! + openIn(row[word - 1]!);
  return before;
}

/** Of the starts in each word, notes a candidate for those at which they are the first with that number of holes. */
function createRecorder({ starts }: JointStarts, first: FirstInLine) {
  const before = openBefore(starts);
  return (holes: 0 | 1 | 2, word: number, found: number, candidate: number): void => {
    const level = first[holes];
    for (let left = found; left !== 0; left &= left - 1) {
      const earlier = (left & -left) - 1;
      level[before[word]! + openIn(starts[word]! & earlier)] = candidate;
    }
  };
}

/** The starts of a word before which, and after which, a candidate's meeting would leave a hole. */
function holesIn(rows: Uint32Array, words: number, base: number, word: number, whole: number) {
  const cell = word * 32;
  const before = cellsFrom(rows, base, words, cell - 1) & ~cellsFrom(rows, base, words, cell - whole);
  const after = cellsFrom(rows, base, words, cell + 1) & ~cellsFrom(rows, base, words, cell + whole);
  return { before, after };
}

/**
 * Lets the candidates step forward in order of worth, 32 starts at a time. A start is settled when somebody comes who leaves no
 * hole: nobody later in line is worth more. Until then the first with one hole and the first with two are kept.
 */
function lineUp(
  side: SideStarts,
  worth: SideWorth,
  joint: JointStarts,
  durationMinutes: number,
  first: FirstInLine,
) {
  const { words } = joint.frame;
  const holesMatter = worth.holes[0] > 0;
  const record = createRecorder(joint, first);
  const { pending, withOne, withTwo }: Progress = {
    pending: joint.starts.slice(),
    withOne: new Uint32Array(words),
    withTwo: new Uint32Array(words),
  };
  let active = Int32Array.from(pending.keys()).filter((word) => pending[word] !== 0);
  for (const candidate of worth.order) {
    const base = candidate * words;
    const whole = wholeMeetingOf(side.candidates[candidate]!, durationMinutes);
    let left = 0;
    for (let index = 0; index < active.length; index += 1) {
      const word = active[index]!;
      const free = side.rows[base + word]! & pending[word]!;
      if (free !== 0) {
        const { before, after } = holesMatter ? holesIn(side.rows, words, base, word, whole) : NO_HOLES;
        const none = free & ~(before | after);
        const one = free & (before ^ after) & ~withOne[word]!;
        const two = free & before & after & ~(withOne[word]! | withTwo[word]!);
        record(0, word, none, candidate);
        record(1, word, one, candidate);
        record(2, word, two, candidate);
        pending[word]! &= ~none;
        withOne[word]! |= one;
        withTwo[word]! |= two;
      }
      if (pending[word] !== 0) active[left++] = word;
    }
    if (left === 0) return;
    active = active.subarray(0, left);
  }
}
const NO_HOLES = { before: 0, after: 0 };

/** The candidate worth most for each joint start; of equals the one with the lowest id. */
export function bestOfSide(
  side: SideStarts,
  worth: SideWorth,
  joint: JointStarts,
  { count, durationMinutes }: { readonly count: number; readonly durationMinutes: number },
): BestOfSide {
  const none = (): Int32Array => new Int32Array(count).fill(-1);
  const first: FirstInLine = [none(), none(), none()];
  lineUp(side, worth, joint, durationMinutes, first);
  const candidate = none();
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
