import type { Logger } from "./logger.ts";

/** Work that is done again and again. */
export interface Repeated {
  /** Does it now, unless it is being done or has been stopped. */
  now(): void;
  /** Resolves when the last run has ended. */
  stop(): Promise<void>;
}

/**
 * Does work now and then every so often, never twice at once. A failure is logged and the work tried again next time.
 *
 * @param milliseconds from the end of one run to the start of the next.
 */
export function every(
  milliseconds: number,
  name: string,
  work: () => Promise<unknown>,
  logger: Logger,
): Repeated {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const run = async () => {
    clearTimeout(timer);
    try {
      await work();
    } catch (error) {
      logger.error({ err: error, name }, "repeated work failed");
    }
  };
  const start = () => {
    if (stopped) return;
    running ??= run().finally(() => {
      running = undefined;
      if (!stopped) timer = setTimeout(start, milliseconds);
    });
  };
  start();
  return {
    now: start,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
