import { expect, test } from "vitest";
import { createApplyRetentionJob } from "../../../workers/apply-retention.job.ts";

test.each([
  ["2026-11-22T00:59:00Z", 0],
  ["2026-11-22T01:00:00Z", 1],
  ["2026-11-22T03:59:00Z", 1],
  ["2026-11-22T04:00:00Z", 0],
  ["2026-07-22T00:00:00Z", 1],
  ["2026-07-22T12:00:00Z", 0],
])("at %s, which is night in Sweden or not: retention is applied %i times", async (now, times) => {
  let runs = 0;
  const applyRetention = { run: async () => void runs++ };
  await createApplyRetentionJob({ applyRetention, clock: { now: () => new Date(now) } })();
  expect(runs).toBe(times);
});
