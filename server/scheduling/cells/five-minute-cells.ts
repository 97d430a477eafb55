/** Starts are kept in cells of this length, one bit each: the grid and the length of a meeting are multiples of it. */
export const CELL_MINUTES = 5;

const UTC_DAY_MINUTES = 24 * 60;
/** A UTC day is 288 cells, which fill nine words. It is always 24 hours long, so no clock change moves a cell. */
const WORDS_A_DAY = 9;

/**
 * The whole UTC days a search looks at, with one more before and after, so that a step of up to a day from any start in the window
 * stays within it. Cell `n` is bit `n % 32` of word `n / 32`; a row of cells has all the words.
 */
export interface CellFrame {
  /** Epoch minute at which the first cell begins. */
  readonly startMinute: number;
  /** Length of a row. */
  readonly words: number;
}

/**
 * Rows of cells for several persons, one beside the other: word `w` of person `p` is at `w * width + p`. Who can start at some time is
 * asked word by word of everybody, so their words lie together.
 */
export interface CellTable extends CellFrame {
  readonly width: number;
  readonly cells: Uint32Array;
}

/** A table in which no cell is open. */
export function closedTable({ startMinute, words }: CellFrame, width: number): CellTable {
  return { startMinute, words, width, cells: new Uint32Array(words * width) };
}

/** The frame for a window from one epoch minute to another. */
export function frameOf({ from, to }: { readonly from: number; readonly to: number }): CellFrame {
  const firstDay = Math.floor(from / UTC_DAY_MINUTES) - 1;
  const days = Math.max(Math.ceil(to / UTC_DAY_MINUTES) - firstDay, 0) + 1;
  return { startMinute: firstDay * UTC_DAY_MINUTES, words: days * WORDS_A_DAY };
}

/** The cell that begins at an epoch minute, or else the first that begins after it. */
export function cellAt({ startMinute }: CellFrame, minute: number): number {
  return Math.ceil((minute - startMinute) / CELL_MINUTES);
}

/** The epoch minute at which a cell begins. */
export function minuteOfCell({ startMinute }: CellFrame, cell: number): number {
  return startMinute + cell * CELL_MINUTES;
}

/** Opens a person's cells that begin from one epoch minute to another, both included; those outside the frame are left out. */
export function openBetween(
  { startMinute, words, width, cells }: CellTable,
  person: number,
  first: number,
  last: number,
): void {
  if (last < first || last < startMinute) return;
  const from = first <= startMinute ? 0 : ((first - startMinute + CELL_MINUTES - 1) / CELL_MINUTES) | 0;
  const to = Math.min(((last - startMinute) / CELL_MINUTES) | 0, words * 32 - 1);
  if (to < from) return;
  const firstWord = (from >>> 5) * width + person;
  const lastWord = (to >>> 5) * width + person;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - (to & 31));
  if (firstWord === lastWord) cells[firstWord]! |= head & tail;
  else {
    cells[firstWord]! |= head;
    for (let word = firstWord + width; word < lastWord; word += width) cells[word] = -1;
    cells[lastWord]! |= tail;
  }
}

/** Closes a person's cells that begin from one epoch minute up to, but not including, another. */
export function closeDuring(
  table: CellTable,
  person: number,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  const { words, width, cells } = table;
  const from = Math.max(cellAt(table, start), 0);
  const to = Math.min(cellAt(table, end), words * 32) - 1;
  if (to < from) return;
  const firstWord = (from >>> 5) * width + person;
  const lastWord = (to >>> 5) * width + person;
  const beforeFirst = ~(-1 << (from & 31));
  const afterLast = ~(-1 >>> (31 - (to & 31)));
  if (firstWord === lastWord) cells[firstWord]! &= beforeFirst | afterLast;
  else {
    cells[firstWord]! &= beforeFirst;
    for (let word = firstWord + width; word < lastWord; word += width) cells[word] = 0;
    cells[lastWord]! &= afterLast;
  }
}

/** Whether a cell of a row is open. */
export function isOpen(row: Uint32Array, cell: number): boolean {
  return ((row[cell >>> 5]! >>> (cell & 31)) & 1) === 1;
}

/** A person's 32 cells from any cell on, as one word. */
export function cellsFrom({ width, cells }: CellTable, person: number, cell: number): number {
  const word = (cell >>> 5) * width + person;
  const shift = cell & 31;
  return (cells[word]! >>> shift) | ((cells[word + width]! << 1) << (31 - shift));
}

/** Closes in one row what is closed in another. */
export function keepRow(row: Uint32Array, other: Uint32Array): void {
  for (let word = 0; word < row.length; word += 1) row[word]! &= other[word]!;
}

/** How many cells of a word are open. */
export function openIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many cells of a row are open. */
export function countOpen(row: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < row.length; word += 1) count += openIn(row[word]!);
  return count;
}

/** The open cells of a row, rising. */
export function openCellsOf(row: Uint32Array): Int32Array {
  const found = new Int32Array(countOpen(row));
  let next = 0;
  for (let word = 0; word < row.length; word += 1) {
    for (let left = row[word]!; left !== 0; left &= left - 1) {
      found[next] = word * 32 + 31 - Math.clz32(left & -left);
      next += 1;
    }
  }
  return found;
}
