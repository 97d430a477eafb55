import type { ReportMedia } from "./media.contract.ts";

/** In so many reports in a row somebody is not heard before the connection is made anew. */
const BROKEN_AFTER = 2;
/** After it was asked to, a pair is left in peace for so many reports. */
const PATIENCE = 3;

/** Which of one person's connections don't carry sound, report by report. */
export interface BrokenPairs {
  /** @returns those to whom the connection is to be made anew now. */
  report(peers: ReportMedia["peers"]): string[];
}

/** Who has just come is given time: only what fails again is broken. */
export function createBrokenPairs(): BrokenPairs {
  let unheard = new Map<string, number>();
  return {
    report(peers) {
      const before = unheard;
      unheard = new Map();
      return peers.flatMap(({ participantId, heard }) => {
        if (heard !== false) return [];
        const times = (before.get(participantId) ?? 0) + 1;
        const isBroken = times === BROKEN_AFTER;
        unheard.set(participantId, isBroken ? BROKEN_AFTER - 1 - PATIENCE : times);
        return isBroken ? [participantId] : [];
      });
    },
  };
}
