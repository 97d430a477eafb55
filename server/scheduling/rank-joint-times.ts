import { bestPairs, pairAt } from "./cells/best-pairs.ts";
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
  const longestWait = limits.last - limits.first;
  const earliness = new Int32Array(cells.length);
  const preference = new Int32Array(cells.length);
  const present = new Int32Array(cells.length);
  for (let start = 0; start < cells.length; start += 1) {
    const cell = cells[start]!;
    let count = 0;
    for (const row of optional) if (isOpen(row, cell)) count += 1;
    earliness[start] = pointsFor(weights.earliness, limits.last - minuteOfCell(frame, cell), longestWait);
    preference[start] = isOpen(preferred, cell) ? pointsFor(weights.preference, 1, 1) : 0;
    present[start] = pointsFor(weights.optional, count, optional.length);
  }
  return { earliness, preference, optional: present };
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

function scoresOf({ earliness, preference, continuity, load, optional, holes }: Points): Int32Array {
  const scores = earliness.slice();
  for (let start = 0; start < scores.length; start += 1)
    scores[start]! +=
      preference[start]! + continuity[start]! + load[start]! + optional[start]! + holes[start]!;
  return scores;
}

/** More than there are starts in any search, so that score and start fit in one number to sort by. */
const MOST_STARTS = 2 ** 20;

/** Indexes of the starts by falling score; of equals the earliest first. */
function byScore(scores: Int32Array): Int32Array {
  const keys = new Float64Array(scores.length);
  for (let start = 0; start < scores.length; start += 1) keys[start] = start - scores[start]! * MOST_STARTS;
  keys.sort();
  const order = new Int32Array(scores.length);
  for (let place = 0; place < order.length; place += 1)
    order[place] = keys[place]! - Math.floor(keys[place]! / MOST_STARTS) * MOST_STARTS;
  return order;
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
  const { candidates, load, holes, continuity } = pairs;
  const points = { ...timePointsOf(joint, cells, input, weights), load, holes, continuity };
  const scores = scoresOf(points);
  const order = by === "score" ? byScore(scores) : scores.map((_, start) => start);
  const count = Math.min(order.length, limit);
  const times: RankedTime[] = [];
  for (let place = 0; place < count; place += 1) {
    const start = order[place]!;
    const startMinute = minuteOfCell(joint.frame, cells[start]!);
    times.push({
      startMinute,
      endMinute: startMinute + input.durationMinutes,
      pair: pairAt(input.sides, candidates, start),
      score: scores[start]!,
      parts: partsOf(points, start),
    });
  }
  return times;
}
