import type { JointFreeTimeInput } from "../joint-search.ts";
import type { Weights } from "../ranking.ts";
import { bestOfSide, type BestOfSide } from "./best-of-side.ts";
import { cellsFrom } from "./five-minute-cells.ts";
import type { JointStarts, SideStarts } from "./joint-starts.ts";
import { holesLeft, worthOf, type SideWorth } from "./side-worth.ts";

/** Who could sit for a side, what they are worth, and who is best at each joint start. */
interface SeatedSide extends SideStarts {
  readonly worth: SideWorth;
  readonly best: BestOfSide;
}

/** The sides at the joint starts. Sides, candidates and starts go by index. */
export interface Seating {
  readonly sides: readonly SeatedSide[];
  /** The joint starts, rising. */
  readonly cells: Int32Array;
  readonly durationMinutes: number;
}

/** @param cells the joint starts, rising. */
export function seat(
  joint: JointStarts,
  cells: Int32Array,
  { durationMinutes }: JointFreeTimeInput,
  weights: Weights,
): Seating {
  const sides = joint.sides.map((side) => {
    const worth = worthOf(side.candidates, weights, joint.sides.length);
    const best = bestOfSide(side, worth, joint, { count: cells.length, durationMinutes });
    return { candidates: side.candidates, table: side.table, worth, best };
  });
  return { sides, cells, durationMinutes };
}

/** The candidate of a side who is worth most at a start. */
export function bestAt({ sides }: Seating, side: number, start: number): number {
  return sides[side]!.best.candidate[start]!;
}

/** Whether a candidate could start then. */
export function isFreeAt({ sides, cells }: Seating, side: number, candidate: number, start: number): boolean {
  return (cellsFrom(sides[side]!.table, candidate, cells[start]!) & 1) === 1;
}

/** A candidate's share of the points for load. */
export function loadPointsOf({ sides }: Seating, side: number, candidate: number): number {
  return sides[side]!.worth.load[candidate]!;
}

/** A candidate's share of the points for leaving no holes at a start. */
export function holePointsAt(
  { sides, cells, durationMinutes }: Seating,
  side: number,
  candidate: number,
  start: number,
): number {
  const seated = sides[side]!;
  const { worth, best } = seated;
  if (worth.holes[0] === 0) return 0;
  if (best.candidate[start] === candidate) return worth.holes[best.holes[start] as 0 | 1 | 2];
  return worth.holes[holesLeft(seated, { candidate, cell: cells[start]!, durationMinutes })];
}
