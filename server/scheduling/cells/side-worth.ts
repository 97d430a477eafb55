import type { Candidate } from "../joint-search.ts";
import { pointsFor, type Weights } from "../ranking.ts";
import { CELL_MINUTES, isOpen } from "./five-minute-cells.ts";
import type { SideStarts } from "./joint-starts.ts";
import { needOf } from "./person-starts.ts";

/** What the candidates of a side are worth: their share of the points that all sides together make up. */
export interface SideWorth {
  /** Points for load, by candidate. */
  readonly load: Int32Array;
  /** Points for leaving no, one or two holes. */
  readonly holes: readonly [number, number, number];
  /** Candidates by falling points for load, of equals the lowest id first. */
  readonly order: Int32Array;
  /** Place of each candidate when all are sorted by id. */
  readonly idRank: Int32Array;
}

export function worthOf(candidates: readonly Candidate[], weights: Weights, sides: number): SideWorth {
  const busiest = candidates.reduce((most, { load = 0 }) => Math.max(most, load), 0);
  const load = Int32Array.from(candidates, ({ load: own = 0 }) =>
    pointsFor(weights.load, busiest - own, busiest * sides),
  );
  const byId = Int32Array.from(candidates, (_, index) => index).sort((a, b) =>
    candidates[a]!.personId < candidates[b]!.personId ? -1 : 1,
  );
  const idRank = new Int32Array(candidates.length);
  byId.forEach((candidate, rank) => (idRank[candidate] = rank));
  return {
    load,
    holes: [pointsFor(weights.holes, 2, 2 * sides), pointsFor(weights.holes, 1, 2 * sides), 0],
    order: byId.sort((a, b) => load[b]! - load[a]! || idRank[a]! - idRank[b]!),
    idRank,
  };
}

/** Cells that a candidate's meeting takes with its buffers. */
export function wholeMeetingOf(candidate: Candidate, durationMinutes: number): number {
  const { before, after } = needOf(candidate, durationMinutes);
  return Math.ceil((before + after) / CELL_MINUTES);
}

/**
 * How many holes a start leaves: free time just before or just after that is too short for another such meeting. There is free
 * time before when the meeting could start one cell earlier, and enough of it when it could start a whole meeting earlier.
 */
export function holesLeft(
  { candidates, rows }: SideStarts,
  words: number,
  { candidate, cell, durationMinutes }: { candidate: number; cell: number; durationMinutes: number },
): 0 | 1 | 2 {
  const whole = wholeMeetingOf(candidates[candidate]!, durationMinutes);
  const open = (at: number): boolean => isOpen(rows, candidate * words, words, at);
  const before = open(cell - 1) && !open(cell - whole);
  const after = open(cell + 1) && !open(cell + whole);
  return before && after ? 2 : before || after ? 1 : 0;
}
