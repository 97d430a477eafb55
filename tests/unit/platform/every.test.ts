import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { every } from "../../../server/platform/every.ts";
import { createLogger } from "../../../server/platform/logger.ts";

const logger = createLogger("silent");
const PERIOD_MS = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that ends when told to. */
function createWork() {
  const running: { end(): void; fail(error: Error): void }[] = [];
  let begun = 0;
  return {
    work: () => {
      begun++;
      return new Promise<void>((end, fail) => running.push({ end, fail }));
    },
    begun: () => begun,
    async end() {
      running.shift()!.end();
      await vi.advanceTimersByTimeAsync(0);
    },
    async fail() {
      running.shift()!.fail(new Error("for the test"));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test("work is done at once, and then a period after each end", async () => {
  const { work, begun, end } = createWork();
  every(PERIOD_MS, "test", work, logger);
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
  expect(begun()).toBe(1);
  await end();
  await vi.advanceTimersByTimeAsync(PERIOD_MS - 1);
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun()).toBe(2);
});

test("work asked for now: done now, the period begins anew, and never twice at once", async () => {
  const { work, begun, end } = createWork();
  const repeated = every(PERIOD_MS, "test", work, logger);
  repeated.now();
  expect(begun()).toBe(1);
  await end();
  await vi.advanceTimersByTimeAsync(PERIOD_MS / 2);
  repeated.now();
  expect(begun()).toBe(2);
  await end();
  await vi.advanceTimersByTimeAsync(PERIOD_MS - 1);
  expect(begun()).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun()).toBe(3);
});

test("work that fails: tried again a period later", async () => {
  const { work, begun, fail } = createWork();
  every(PERIOD_MS, "test", work, logger);
  await fail();
  await vi.advanceTimersByTimeAsync(PERIOD_MS);
  expect(begun()).toBe(2);
});

test("work that throws before it gives a promise: tried again a period later", async () => {
  let begun = 0;
  const repeated = every(
    PERIOD_MS,
    "test",
    () => {
      begun++;
      throw new Error("for the test");
    },
    logger,
  );
  await vi.advanceTimersByTimeAsync(2 * PERIOD_MS);
  expect(begun).toBe(3);
  await repeated.stop();
});

test("stopped while it works: waits for the end, and is not done again, not even when asked", async () => {
  const { work, begun, end } = createWork();
  const repeated = every(PERIOD_MS, "test", work, logger);
  let stopped = false;
  const stopping = repeated.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(PERIOD_MS);
  expect(stopped).toBe(false);
  await end();
  await stopping;
  repeated.now();
  await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
  expect(begun()).toBe(1);
});

test("stopped between two runs: not done again", async () => {
  const { work, begun, end } = createWork();
  const repeated = every(PERIOD_MS, "test", work, logger);
  await end();
  await repeated.stop();
  await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
  expect(begun()).toBe(1);
});
