import type { HandOverItem } from "../../../../server/hand-overs/hand-overs.contract.ts";

/** Nobody takes the meeting over for now. */
export const NOBODY = "";

/**
 * Who is proposed for each meeting: those who are free, in turn, so that one colleague doesn't get them all. What somebody has
 * chosen stands as long as it is possible.
 */
export function proposeTakers(
  items: readonly HandOverItem[],
  chosen: Readonly<Record<string, string>>,
): Record<string, string> {
  const taken = new Map<string, number>();
  const proposed: Record<string, string> = {};
  for (const { meetingId, freeIds, others } of items) {
    const own = chosen[meetingId];
    const possible = [...freeIds, ...others.map(({ personId }) => personId)];
    const isChosen = own === NOBODY || (own !== undefined && possible.includes(own));
    const [leastBusy = NOBODY] = [...freeIds].sort((a, b) => (taken.get(a) ?? 0) - (taken.get(b) ?? 0));
    const taker = isChosen ? own : leastBusy;
    taken.set(taker, (taken.get(taker) ?? 0) + 1);
    proposed[meetingId] = taker;
  }
  return proposed;
}
