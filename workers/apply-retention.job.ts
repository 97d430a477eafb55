import type { Clock } from "../server/platform/clock.ts";
import type { ApplyRetention } from "../server/privacy/apply-retention.ts";
import { minutesOfDayOf } from "../server/scheduling/local-time.ts";

/** Between two and five in the night hardly anybody works. */
const NIGHT = { from: 2 * 60, until: 5 * 60 } as const;

/** Applies retention once a night, however often it is asked. The run itself knows whether the night's is done. */
export function createApplyRetentionJob({
  applyRetention,
  clock,
}: {
  applyRetention: Pick<ApplyRetention, "run">;
  clock: Clock;
}): () => Promise<void> {
  return async () => {
    const minutes = minutesOfDayOf(clock.now());
    if (minutes >= NIGHT.from && minutes < NIGHT.until) await applyRetention.run();
  };
}
