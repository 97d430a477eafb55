import { rankJointTimes } from "../../server/scheduling/rank-joint-times.ts";
import type { Bench } from "./measure.ts";
import { medianMs } from "./measure.ts";
import { searchWorld } from "./search-world.ts";

const CASES = [
  { name: "named-2", persons: 1, days: 84, runs: 2000, warmUp: 500 },
  { name: "pool-50x50", persons: 50, days: 42, runs: 500, warmUp: 100 },
  { name: "pool-500x500", persons: 500, days: 42, runs: 100, warmUp: 10 },
] as const;

export const bench: Bench = (tell) =>
  CASES.map(({ name, runs, warmUp, ...size }) => {
    const input = searchWorld(size);
    tell(`${name}: ${rankJointTimes(input).length} times found`);
    const value = medianMs(() => rankJointTimes(input), { runs, warmUp });
    return { bench: "search", case: name, metric: "core_ms", unit: "ms", value, baseline: null };
  });
