import { CELL_MINUTES, cellAt, frameOf, type CellFrame } from "./cells/five-minute-cells.ts";
import { startsOfSide } from "./cells/joint-starts.ts";
import type { JointFreeTimeInput, Side } from "./joint-search.ts";
import { localDaysIn } from "./local-days.ts";
import type { LocalDate } from "./local-time.ts";
import { withoutBuffers } from "./loosened-search.ts";

/** How much time two offices, or other sides, have left on a day. */
export interface DayCapacity {
  readonly on: LocalDate;
  /** Free working time of all who may have another meeting that day, added up, in the order of the sides. */
  readonly sides: readonly { readonly side: string; readonly freeMinutes: number }[];
  /** Free time that one of each side has together: as many meetings at a time as the side with fewest free could take part in. */
  readonly jointMinutes: number;
}

/** How many of a side are free in each cell. */
function freeCounts(
  frame: CellFrame,
  { candidates }: Side,
  { days, knownUntil }: CapacityInput,
): Uint16Array {
  const people = candidates.map(withoutBuffers);
  const { table } = startsOfSide(frame, people, { durationMinutes: CELL_MINUTES, days, knownUntil });
  const counts = new Uint16Array(frame.words * 32);
  table.cells.forEach((word, index) => {
    const firstCell = Math.floor(index / table.width) * 32;
    for (let left = word; left !== 0; left &= left - 1)
      counts[firstCell + 31 - Math.clz32(left & -left)]! += 1;
  });
  return counts;
}

/** What capacity is counted from: a search without a meeting. */
export type CapacityInput = Pick<JointFreeTimeInput, "sides" | "window" | "knownUntil" | "days">;

/**
 * The free time of each side, and of one of each together, day by day through the window, in whole cells of five minutes. Time
 * that nothing is known of is not free.
 */
export function capacityByDay(input: CapacityInput): DayCapacity[] {
  const { window, sides } = input;
  const frame = frameOf(window);
  const counts = sides.map((side) => freeCounts(frame, side, input));
  return (input.days ?? localDaysIn(window)).map(({ on, start, end }) => {
    const free = sides.map(() => 0);
    let joint = 0;
    const until = cellAt(frame, Math.min(end, window.to));
    for (let cell = cellAt(frame, Math.max(start, window.from)); cell < until; cell += 1) {
      let fewest = Infinity;
      counts.forEach((count, side) => {
        free[side]! += count[cell]!;
        fewest = Math.min(fewest, count[cell]!);
      });
      joint += fewest;
    }
    return {
      on,
      sides: sides.map(({ side }, index) => ({ side, freeMinutes: free[index]! * CELL_MINUTES })),
      jointMinutes: joint * CELL_MINUTES,
    };
  });
}
