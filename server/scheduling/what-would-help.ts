import { minuteOfCell, openCellsOf } from "./cells/five-minute-cells.ts";
import { jointStartsOf } from "./cells/joint-starts.ts";
import type { JointFreeTimeInput } from "./joint-search.ts";
import { searchWithoutBuffers, searchWithoutCaps, searchWithoutPreference } from "./loosened-search.ts";

/** A condition that can be loosened. A longer window or another office is another search, for which more has to be loaded. */
export type Loosenable = "buffers" | "caps" | "notice" | "preference";

/** What comes of loosening one condition and no other. */
export interface Loosening {
  readonly condition: Loosenable;
  /** How many times more there are then. */
  readonly moreTimes: number;
  /** The start of the first of them, in epoch minutes. */
  readonly firstMinute: number;
}

/**
 * The conditions that, loosened one at a time, give times that a search does not find: the one that gives most first.
 *
 * @param now the present, in epoch minutes: what is left of the notice when there is none.
 */
export function whatWouldHelp(input: JointFreeTimeInput, now: number): Loosening[] {
  const found = jointStartsOf(input).starts;
  const loosened: [Loosenable, JointFreeTimeInput][] = [
    ["buffers", searchWithoutBuffers(input)],
    ["caps", searchWithoutCaps(input)],
    ["notice", { ...input, notBefore: Math.min(now, input.notBefore) }],
    ["preference", searchWithoutPreference(input)],
  ];
  return loosened
    .flatMap(([condition, search]) => {
      const { frame, starts } = jointStartsOf(search);
      const more = openCellsOf(starts.map((word, index) => word & ~found[index]!));
      if (more.length === 0) return [];
      return [{ condition, moreTimes: more.length, firstMinute: minuteOfCell(frame, more[0]!) }];
    })
    .sort((a, b) => b.moreTimes - a.moreTimes);
}
