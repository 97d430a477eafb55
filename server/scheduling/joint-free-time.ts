import { bestPairs, pairAt } from "./cells/best-pairs.ts";
import { minuteOfCell, openCellsOf } from "./cells/five-minute-cells.ts";
import { jointStartsOf } from "./cells/joint-starts.ts";
import type { FreeTime, JointFreeTimeInput } from "./joint-search.ts";
import { NO_WEIGHTS } from "./ranking.ts";

export type { Candidate, FreeTime, JointFreeTimeInput } from "./joint-search.ts";

/**
 * The times when the individual and one candidate of every side are free for the whole meeting, in order of start. Where several
 * of a side are free, the one with the lowest id is proposed, so that the order of the input changes nothing.
 *
 * @throws RangeError for a search that makes no sense: see `jointStartsOf`.
 */
export function findJointFreeTimes(input: JointFreeTimeInput): FreeTime[] {
  const { sides, durationMinutes } = input;
  const joint = jointStartsOf(input);
  const cells = openCellsOf(joint.starts);
  const { candidates } = bestPairs(joint, cells, input, NO_WEIGHTS);
  return Array.from(cells, (cell, start) => {
    const startMinute = minuteOfCell(joint.frame, cell);
    const endMinute = startMinute + durationMinutes;
    return { startMinute, endMinute, pair: pairAt(sides, candidates, start) };
  });
}
