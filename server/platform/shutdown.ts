import type { Logger } from "./logger.ts";

const LONGEST_SHUTDOWN_MS = 20_000;

/**
 * Closes everything in order when the process is told to end (SIGINT, SIGTERM), then exits. A second signal, or too
 * long a wait, ends it at once.
 *
 * @param closings in the order to close: doors first, the database last.
 */
export function closeOnSignal(closings: readonly (() => Promise<unknown>)[], logger: Logger): void {
  let closing = false;
  const close = async () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), LONGEST_SHUTDOWN_MS).unref();
    for (const part of closings) {
      await part().catch((error: unknown) => logger.error({ err: error }, "a part did not close in order"));
    }
    process.exit(0);
  };
  process.on("SIGINT", () => void close());
  process.on("SIGTERM", () => void close());
}

/** Ends a process that could not start, with the reason for the operator. */
export function failToStart(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
