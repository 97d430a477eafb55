import type { Candidate } from "../joint-search.ts";
import { pointsFor, type Weights } from "../ranking.ts";
import { CELL_MINUTES, cellsFrom } from "./five-minute-cells.ts";
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
  const count = candidates.length;
  let busiest = 0;
  for (const { load = 0 } of candidates) busiest = Math.max(busiest, load);
  // An array, whose sort walks once through what is sorted already.
  const byId = [...candidates.keys()].sort((a, b) =>
    candidates[a]!.personId < candidates[b]!.personId ? -1 : 1,
  );
  const load = new Int32Array(count);
  const idRank = new Int32Array(count);
  const keys = new Float64Array(count);
  byId.forEach((candidate, rank) => {
    load[candidate] = pointsFor(weights.load, busiest - (candidates[candidate]!.load ?? 0), busiest * sides);
    idRank[candidate] = rank;
    keys[rank] = rank - load[candidate] * count;
  });
  keys.sort();
  const order = new Int32Array(count);
  keys.forEach((key, place) => (order[place] = byId[key - Math.floor(key / count) * count]!));
  const holes = [2, 1, 0].map((sound) => pointsFor(weights.holes, sound, 2 * sides));
  return { load, holes: [holes[0]!, holes[1]!, holes[2]!], order, idRank };
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
  { candidates, table }: SideStarts,
  { candidate, cell, durationMinutes }: { candidate: number; cell: number; durationMinutes: number },
): 0 | 1 | 2 {
  const whole = wholeMeetingOf(candidates[candidate]!, durationMinutes);
  const before = cellsFrom(table, candidate, cell - 1) & ~cellsFrom(table, candidate, cell - whole) & 1;
  const after = cellsFrom(table, candidate, cell + 1) & ~cellsFrom(table, candidate, cell + whole) & 1;
  return (before + after) as 0 | 1 | 2;
}
