import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Gathers what comes one by one while what came before is being handed over, and hands all of it over at once.
 *
 * @returns takes one thing in. For who began it resolves when all is handed over, and rejects when that failed: what has come since is
 * then handed over with the next thing.
 */
export function gather<T>(handOver: (things: readonly T[]) => Promise<unknown>): (thing: T) => Promise<void> {
  let waiting: T[] = [];
  let isRunning = false;
  return async (thing) => {
    waiting.push(thing);
    if (isRunning) return;
    isRunning = true;
    try {
      // What one commit announces comes in one turn.
      await nextTurn();
      while (waiting.length > 0) {
        const things = waiting;
        waiting = [];
        await handOver(things);
      }
    } finally {
      isRunning = false;
    }
  };
}
