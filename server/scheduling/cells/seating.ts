import type { JointFreeTimeInput } from "../joint-search.ts";
import type { Weights } from "../ranking.ts";
import { bestOfSide } from "./best-of-side.ts";
import { isOpen } from "./five-minute-cells.ts";
import type { JointStarts } from "./joint-starts.ts";
import { holesLeft, worthOf } from "./side-worth.ts";

/** Who could sit for a side at each joint start, and what that is worth. Sides, candidates and starts by index. */
export interface Seating {
  /** The candidate worth most, of equals the one with the lowest id. */
  best(side: number, start: number): number;
  isFree(side: number, candidate: number, start: number): boolean;
  load(side: number, candidate: number): number;
  holes(side: number, candidate: number, start: number): number;
  /** Place of the candidate among the side's, sorted by id. */
  idRank(side: number, candidate: number): number;
}

/** @param cells the joint starts, rising. */
export function createSeating(
  joint: JointStarts,
  cells: Int32Array,
  { durationMinutes }: JointFreeTimeInput,
  weights: Weights,
): Seating {
  const { words } = joint.frame;
  const sides = joint.sides.map((side) => {
    const worth = worthOf(side.candidates, weights, joint.sides.length);
    return {
      ...side,
      worth,
      first: bestOfSide(side, worth, joint, { count: cells.length, durationMinutes }),
    };
  });
  return {
    best: (side, start) => sides[side]!.first.candidate[start]!,
    isFree: (side, candidate, start) => isOpen(sides[side]!.rows, candidate * words, cells[start]!),
    load: (side, candidate) => sides[side]!.worth.load[candidate]!,
    holes(side, candidate, start) {
      const { worth, first } = sides[side]!;
      if (worth.holes[0] === 0) return 0;
      if (first.candidate[start] === candidate) return worth.holes[first.holes[start] as 0 | 1 | 2];
      return worth.holes[holesLeft(sides[side]!, words, { candidate, cell: cells[start]!, durationMinutes })];
    },
    idRank: (side, candidate) => sides[side]!.worth.idRank[candidate]!,
  };
}
