import { performance } from "node:perf_hooks";
import type { Logger } from "../platform/logger.ts";
import type { NodesRepository } from "./nodes.repository.ts";
import type { SweepSeats } from "./sweep-seats.ts";

/** How often a server says that it lives; a third of its lease. */
const BEAT_MS = 2_000;
/** How often it looks whether another has died: whose people are to be known as lost within 7 s. */
const LOOK_MS = 250;
const LEASE_MS = 6_000;

/**
 * Shows the others that this server lives, every two seconds while started, and sweeps for all. It waits for one lease before it sweeps
 * when it has just started or has not been able to say that it lives: then the database was away, or this server was, and the
 * others have had no more chance to renew theirs. To sweep takes as long as it takes: saying that one lives never waits for it.
 */
export interface KeepPresence {
  /** Resolves after the first beat. */
  start(): Promise<void>;
  /** Ends the beats; what seats this server still holds are taken back by the others' next sweep. */
  stop(): Promise<void>;
}

export function createKeepPresence({
  nodes,
  sweepSeats,
  retryDepartures,
  nodeId,
  logger,
  now = () => performance.now(),
}: {
  nodes: Pick<NodesRepository, "renew" | "remove" | "isAnyDead">;
  sweepSeats: SweepSeats;
  /** Disconnects that could not be kept when they happened. */
  retryDepartures: () => Promise<void>;
  nodeId: string;
  logger: Logger;
  /** Milliseconds that have gone by, also while nobody knew the time. */
  now?: () => number;
}): KeepPresence {
  let renewedAt = Number.NEGATIVE_INFINITY;
  let sweptAt = Number.NEGATIVE_INFINITY;
  let sweepsFrom = Number.POSITIVE_INFINITY;

  const maySweep = () => now() >= sweepsFrom && now() - renewedAt < LEASE_MS;
  const renew = async () => {
    if (now() - renewedAt < BEAT_MS) return;
    await nodes.renew(nodeId);
    if (now() - renewedAt > LEASE_MS) sweepsFrom = now() + LEASE_MS;
    renewedAt = now();
  };
  const sweep = async () => {
    const isDue = now() - sweptAt >= BEAT_MS;
    if (isDue) {
      sweptAt = now();
      await retryDepartures();
    }
    if (maySweep() && (isDue || (await nodes.isAnyDead()))) await sweepSeats();
  };
  const failed = (error: unknown) => logger.warn({ err: error }, "a beat of presence failed");
  const loops: Loop[] = [];
  return {
    async start() {
      loops.push(createLoop(renew, failed));
      await loops[0]!.firstDone;
      loops.push(createLoop(sweep, failed));
    },
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await nodes.remove(nodeId);
    },
  };
}

interface Loop {
  readonly firstDone: Promise<void>;
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Does a piece of work, and again a moment after each time it is done. */
function createLoop(work: () => Promise<void>, failed: (error: unknown) => void): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void>;
  let stopped = false;
  const next = () => {
    running = work()
      .catch(failed)
      .then(() => {
        if (!stopped) timer = setTimeout(next, LOOK_MS);
      });
    return running;
  };
  return {
    firstDone: next(),
    stop() {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
