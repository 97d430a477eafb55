import type { Clock } from "../../platform/clock.ts";
import type { Logger } from "../../platform/logger.ts";
import type { BusySourcesRepository } from "./busy-sources.repository.ts";
import type { RefreshBusySource } from "./refresh-busy-source.ts";

/** How many are read at once: one that answers slowly holds up no more than its batch, for ten seconds. */
const BATCH = 10;
/** Longer than a batch can take; after it another process may take what this one did not finish. */
const LEASE_MS = 5 * 60_000;

/** Reads every source that is due. Any number of processes may do so: each source is taken by one of them. */
export type RefreshDueSources = () => Promise<void>;

export function createRefreshDueSources({
  sources,
  refreshBusySource,
  clock,
  logger,
}: {
  sources: Pick<BusySourcesRepository, "takeDue">;
  refreshBusySource: RefreshBusySource;
  clock: Clock;
  logger: Logger;
}): RefreshDueSources {
  const takeBatch = () => {
    const now = clock.now();
    return sources.takeDue({ now, until: new Date(now.getTime() + LEASE_MS), most: BATCH });
  };
  return async () => {
    for (let due = await takeBatch(); due.length > 0; due = await takeBatch()) {
      const results = await Promise.allSettled(due.map(refreshBusySource));
      for (const [index, result] of results.entries())
        if (result.status === "rejected")
          logger.error(
            { err: result.reason as unknown, calendarId: due[index]?.id },
            "calendar import failed",
          );
    }
  };
}
