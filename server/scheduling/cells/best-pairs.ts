import type { FreeTime, JointFreeTimeInput, Side } from "../joint-search.ts";
import { pointsFor, type Weights } from "../ranking.ts";
import type { JointStarts } from "./joint-starts.ts";
import { knownPairAt, knownPairsOf, type KnownPair } from "./known-pairs.ts";
import { bestAt, holePointsAt, loadPointsOf, seat } from "./seating.ts";

/** Who represents the sides at each joint start, in order of time, and the points for it. */
export interface BestPairs {
  /** Index of the candidate of each side: all sides of the first start, then all of the second … */
  readonly candidates: Int32Array;
  readonly load: Int32Array;
  readonly holes: Int32Array;
  readonly continuity: Int32Array;
}

/** The candidate whom a known pair puts on a side. */
function seatOf(pair: KnownPair | undefined, side: number): number | undefined {
  if (pair?.sides[0] === side) return pair.candidates[0];
  return pair?.sides[1] === side ? pair.candidates[1] : undefined;
}

/**
 * The pair (one of each side) worth most at each joint start. Of pairs worth the same, one that met before goes first, then the
 * lowest ids.
 *
 * @param cells the joint starts, rising.
 */
export function bestPairs(
  joint: JointStarts,
  cells: Int32Array,
  input: JointFreeTimeInput,
  weights: Weights,
): BestPairs {
  const sides = joint.sides.length;
  const seating = seat(joint, cells, input, weights);
  const known = knownPairsOf(input);
  const bonus = pointsFor(weights.continuity, 1, 1);
  const candidates = new Int32Array(cells.length * sides);
  const load = new Int32Array(cells.length);
  const holes = new Int32Array(cells.length);
  const continuity = new Int32Array(cells.length);
  for (let start = 0; start < cells.length; start += 1) {
    const pair = knownPairAt(known, seating, start, bonus);
    if (pair) continuity[start] = bonus;
    for (let side = 0; side < sides; side += 1) {
      const candidate = seatOf(pair, side) ?? bestAt(seating, side, start);
      candidates[start * sides + side] = candidate;
      load[start]! += loadPointsOf(seating, side, candidate);
      holes[start]! += holePointsAt(seating, side, candidate, start);
    }
  }
  return { candidates, load, holes, continuity };
}

/** The persons who would represent the sides at a start, by its index. */
export function pairAt(sides: readonly Side[], candidates: Int32Array, start: number): FreeTime["pair"] {
  const pair: { side: string; personId: string }[] = [];
  for (let index = 0; index < sides.length; index += 1) {
    const side = sides[index]!;
    const candidate = candidates[start * sides.length + index]!;
    pair.push({ side: side.side, personId: side.candidates[candidate]!.personId });
  }
  return pair;
}
