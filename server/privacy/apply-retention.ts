import type { Clock } from "../platform/clock.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { keptFrom } from "./kept-until.ts";
import type { RetentionRepository } from "./retention.repository.ts";
import { RETENTION, type RetentionKind } from "./retention-table.ts";

/** How many are erased in one transaction, so that nobody waits long for it. */
const AT_ONCE = 100;

/** How many of each kind. */
export type RetentionCounts = Record<RetentionKind, number>;

/** Does what the table of retention says. */
export interface ApplyRetention {
  /**
   * Erases all that has been kept its time, once a Swedish day. Some at a time, each with its count in one transaction: a run that
   * is broken off has erased what it has counted, and the next goes on. May run in several processes.
   *
   * @returns what went in this call, or nothing when the day's run was finished already.
   */
  run(): Promise<RetentionCounts | undefined>;
  /** What would go now. Erases nothing. */
  preview(): Promise<RetentionCounts>;
}

export function createApplyRetention({
  retention,
  transactions,
  clock,
}: {
  retention: RetentionRepository;
  transactions: Transactions;
  clock: Clock;
}): ApplyRetention {
  const forEachRule = async (work: (kind: RetentionKind, keptFrom: Date) => Promise<number>) => {
    const counts: [RetentionKind, number][] = [];
    for (const { kind, keep } of RETENTION)
      counts.push([kind, await work(kind, keptFrom(keep, clock.now()))]);
    return Object.fromEntries(counts) as RetentionCounts;
  };
  const eraseAll = async (runOn: string, kind: RetentionKind, from: Date) => {
    const erasure = { keptFrom: from, now: clock.now() };
    for (let total = 0; ;) {
      const erased = await transactions.transaction(async (unitOfWork) => {
        const some = await retention.erase(kind, erasure, AT_ONCE, unitOfWork);
        if (some > 0) await retention.addErased(runOn, kind, some, unitOfWork);
        return some;
      });
      if (erased === 0) return total;
      total += erased;
    }
  };
  return {
    async run() {
      const runOn = localDateOf(clock.now());
      if (!(await retention.begin(runOn, clock.now()))) return undefined;
      const counts = await forEachRule((kind, from) => eraseAll(runOn, kind, from));
      await retention.finish(runOn, clock.now());
      return counts;
    },
    preview: () => forEachRule((kind, from) => retention.count(kind, { keptFrom: from, now: clock.now() })),
  };
}
