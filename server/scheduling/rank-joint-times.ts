import { bestPairs, freeTimeAt } from "./cells/best-pairs.ts";
import { isOpen, minuteOfCell, openCellsOf } from "./cells/five-minute-cells.ts";
import { jointStartsOf, startsOfParticipant, startsWithin, type JointStarts } from "./cells/joint-starts.ts";
import type { FreeTime, JointFreeTimeInput } from "./joint-search.ts";
import { DEFAULT_WEIGHTS, pointsFor, type ScoreParts, type Weights } from "./ranking.ts";

/** A joint free time with what it is worth. The score is the sum of its parts. */
export interface RankedTime extends FreeTime {
  readonly score: number;
  readonly parts: ScoreParts;
}

/** How the times found are given. */
export interface RankedOrder {
  /** Best first, of equals the earliest; or by time. Best first when left out. */
  readonly by?: "score" | "time";
  /** At most so many; all when left out. */
  readonly limit?: number;
}

/** Points for the time alone, whoever comes, by index of the start. */
function timePointsOf(joint: JointStarts, cells: Int32Array, input: JointFreeTimeInput, weights: Weights) {
  const { frame, limits } = joint;
  const { durationMinutes, individual, optionalParticipants = [] } = input;
  const preferred = startsWithin(frame, individual.preferredTime ?? [], durationMinutes);
  const optional = optionalParticipants.map((person) => startsOfParticipant(frame, person, input));
  const isFree = (row: Uint32Array, cell: number): boolean => isOpen(row, 0, frame.words, cell);
  return {
    earliness: cells.map((cell) =>
      pointsFor(weights.earliness, limits.last - minuteOfCell(frame, cell), limits.last - limits.first),
    ),
    preference: cells.map((cell) => (isFree(preferred, cell) ? pointsFor(weights.preference, 1, 1) : 0)),
    optional: cells.map((cell) => {
      const present = optional.reduce((count, row) => count + Number(isFree(row, cell)), 0);
      return pointsFor(weights.optional, present, optional.length);
    }),
  };
}

type Points = Record<keyof ScoreParts, Int32Array>;

function partsOf(points: Points, start: number): ScoreParts {
  return {
    earliness: points.earliness[start]!,
    preference: points.preference[start]!,
    continuity: points.continuity[start]!,
    load: points.load[start]!,
    optional: points.optional[start]!,
    holes: points.holes[start]!,
  };
}

function scoreOf(
  { earliness, preference, continuity, load, optional, holes }: Points,
  start: number,
): number {
  const forTime = earliness[start]! + preference[start]! + optional[start]!;
  return forTime + continuity[start]! + load[start]! + holes[start]!;
}

/** More than there are starts in any search, so that score and start fit in one number to sort by. */
const MOST_STARTS = 2 ** 20;

/** Indexes of the starts by falling score; of equals the earliest first. */
function byScore(scores: Int32Array): Int32Array {
  const keys = Float64Array.from(scores, (score, start) => score * MOST_STARTS + (MOST_STARTS - 1 - start));
  return Int32Array.from(keys.sort().reverse(), (key) => MOST_STARTS - 1 - (key % MOST_STARTS));
}

/**
 * The joint free times, each with the pair worth most then and the parts of its score. The same input, in any order, gives the
 * same times in the same order.
 *
 * @throws RangeError for a search that makes no sense: see `jointStartsOf`.
 */
export function rankJointTimes(
  input: JointFreeTimeInput,
  { by = "score", limit = Infinity }: RankedOrder = {},
): RankedTime[] {
  const weights = input.weights ?? DEFAULT_WEIGHTS;
  const joint = jointStartsOf(input);
  const cells = openCellsOf(joint.starts);
  const pairs = bestPairs(joint, cells, input, weights);
  const points = { ...timePointsOf(joint, cells, input, weights), ...pairs };
  const scores = cells.map((_, start) => scoreOf(points, start));
  const order = by === "score" ? byScore(scores) : cells.map((_, start) => start);
  return Array.from(order.subarray(0, limit), (start) => ({
    ...freeTimeAt(input, pairs, start, minuteOfCell(joint.frame, cells[start]!)),
    score: scores[start]!,
    parts: partsOf(points, start),
  }));
}
