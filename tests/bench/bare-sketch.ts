import type { Interval } from "../../server/scheduling/intervals.ts";
import type { Candidate, JointFreeTimeInput } from "../../server/scheduling/joint-search.ts";

const CELL_MINUTES = 5;
const DAY_MINUTES = 24 * 60;
const WORDS_A_DAY = DAY_MINUTES / CELL_MINUTES / 32;

/**
 * The least that can be done with bit-packed cells of five minutes, to compare with: when somebody of each side could start, the
 * individual left out. No pairs, no ranking, no caps, no unknown time, nothing checked or explained; minutes are multiples of five.
 *
 * @returns how many cells there are in which both sides have somebody who could start.
 */
export function sketchJointStarts({ sides, window, durationMinutes }: JointFreeTimeInput): number {
  const origin = Math.floor(window.from / DAY_MINUTES) * DAY_MINUTES;
  const words = Math.ceil((window.to - origin) / DAY_MINUTES) * WORDS_A_DAY;
  const joint = new Uint32Array(words).fill(-1);
  const free = new Uint32Array(words);
  const anyone = new Uint32Array(words);
  for (const { candidates } of sides) {
    anyone.fill(0);
    for (const person of candidates) {
      free.fill(0);
      mark(free, person.workingTime, origin, true);
      mark(free, person.busyTime, origin, false);
      erode(free, cellsNeeded(person, durationMinutes));
      for (let word = 0; word < words; word += 1) anyone[word]! |= free[word]!;
    }
    for (let word = 0; word < words; word += 1) joint[word]! &= anyone[word]!;
  }
  let count = 0;
  for (let word = 0; word < words; word += 1)
    for (let left = joint[word]!; left !== 0; left &= left - 1) count += 1;
  return count;
}

function cellsNeeded(person: Candidate, durationMinutes: number): number {
  const buffers = (person.bufferBeforeMinutes ?? 0) + (person.bufferAfterMinutes ?? 0);
  return (durationMinutes + buffers) / CELL_MINUTES;
}

function mark(cells: Uint32Array, time: readonly Interval[], origin: number, isFree: boolean): void {
  for (const { start, end } of time) {
    const from = ((start - origin) / CELL_MINUTES) | 0;
    const to = (((end - origin) / CELL_MINUTES) | 0) - 1;
    for (let word = from >>> 5; word <= to >>> 5; word += 1) {
      const head = word === from >>> 5 ? -1 << (from & 31) : -1;
      const tail = word === to >>> 5 ? -1 >>> (31 - (to & 31)) : -1;
      if (isFree) cells[word]! |= head & tail;
      else cells[word]! &= ~(head & tail);
    }
  }
}

/** Leaves the cells from which a number of cells are free, doubling what is known to be free in each step. */
function erode(cells: Uint32Array, needed: number): void {
  const last = cells.length - 1;
  for (let covered = 1; covered < needed;) {
    const step = Math.min(covered, needed - covered, 31);
    for (let word = 0; word < last; word += 1)
      cells[word]! &= (cells[word]! >>> step) | (cells[word + 1]! << (32 - step));
    cells[last]! &= cells[last]! >>> step;
    covered += step;
  }
}
