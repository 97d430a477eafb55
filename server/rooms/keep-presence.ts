import type { Logger } from "../platform/logger.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import type { SweepSeats } from "./sweep-seats.ts";

const BEAT_MS = 2_000;

/** Shows the others that this server lives, and sweeps for all, every two seconds while started. */
export interface KeepPresence {
  /** Resolves after the first beat. */
  start(): Promise<void>;
  /** Ends the beats; what seats this server still holds are taken back by the others' next sweep. */
  stop(): Promise<void>;
}

export function createKeepPresence({
  rooms,
  sweepSeats,
  retryDepartures,
  nodeId,
  logger,
}: {
  rooms: RoomsRepository;
  sweepSeats: SweepSeats;
  /** Disconnects that could not be kept when they happened. */
  retryDepartures: () => Promise<void>;
  nodeId: string;
  logger: Logger;
}): KeepPresence {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const beat = async () => {
    try {
      await rooms.renewNode(nodeId);
      await retryDepartures();
      await sweepSeats();
    } catch (error) {
      logger.warn({ err: error }, "a beat of presence failed");
    }
    if (!stopped) timer = setTimeout(next, BEAT_MS);
  };
  const next = () => {
    running = beat();
  };
  return {
    start() {
      next();
      return running;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await rooms.removeNode(nodeId);
    },
  };
}
