import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import type { JointFreeTimeInput } from "../../server/scheduling/joint-search.ts";
import { rankJointTimes, type RankedTime } from "../../server/scheduling/rank-joint-times.ts";
import { sketchJointStarts } from "./bare-sketch.ts";
import { growth, mediansMs, type Bench, type BenchRow } from "./measure.ts";
import { searchNaively } from "./naive-search.ts";
import { httpRows } from "./search-http.ts";
import { searchWorld, type SearchSize } from "./search-world.ts";

interface Case extends SearchSize {
  readonly name: string;
  readonly runs: number;
  /** Not where a single naive search takes minutes. */
  readonly naive: boolean;
}

const CASES: readonly Case[] = [
  { name: "named-2", persons: 1, days: 84, busyADay: 2, runs: 2000, naive: true },
  { name: "pool-50x50", persons: 50, days: 42, busyADay: 4, runs: 600, naive: true },
  { name: "pool-500x500", persons: 500, days: 42, busyADay: 4, runs: 100, naive: false },
];

/** Sizes to see cost grow over: one is doubled, the other stays. */
const BY_PEOPLE = [50, 100, 200, 400].map((persons) => ({ persons, days: 42, busyADay: 4 }));
const BY_DAYS = [21, 42, 84, 168].map((days) => ({ persons: 100, days, busyADay: 4 }));

type Tell = Parameters<Bench>[0];

function coreRows({ name, runs, naive, ...size }: Case, tell: Tell): BenchRow[] {
  const input = searchWorld(size);
  const core = () => rankJointTimes(input);
  tell(`${name}: ${core().length} times found`);
  const ms = mediansMs({ core, sketch: () => sketchJointStarts(input) }, { runs, warmUp: runs / 5 });
  const baseline = naive ? naiveMs(input, core()) : null;
  const row = { bench: "search", case: name };
  return [
    { ...row, metric: "core_ms", unit: "ms", value: ms.core, baseline },
    { ...row, metric: "ratio_to_sketch", unit: "×", value: ms.core / ms.sketch, baseline: 1 },
  ];
}

/** Milliseconds of one naive search, which has to find the same. */
function naiveMs(input: JointFreeTimeInput, expected: readonly RankedTime[]): number {
  const from = performance.now();
  const found = searchNaively(input);
  const ms = performance.now() - from;
  assert.deepEqual(found, expected, "The naive search finds something else");
  return ms;
}

function growthRow(
  metric: string,
  sizes: readonly SearchSize[],
  sizeOf: (size: SearchSize) => number,
  tell: Tell,
): BenchRow {
  const points = sizes.map((size) => {
    const input = searchWorld(size);
    const { core } = mediansMs({ core: () => rankJointTimes(input) }, { runs: 60, warmUp: 20 });
    return { size: sizeOf(size), cost: core };
  });
  tell(`${metric}: ${points.map(({ size, cost }) => `${size} → ${cost.toFixed(2)} ms`).join(", ")}`);
  return { bench: "search", case: "growth", metric, unit: "exponent", value: growth(points), baseline: 1 };
}

/**
 * The search for joint free time. The baseline of `core_ms` is the same rules written with Luxon's intervals, which also has to give
 * the same answer; a ratio compares with a sketch that does the least that can be done with bit-packed cells. Then the same over HTTP.
 */
export const bench: Bench = async (tell) => [
  ...CASES.flatMap((size) => coreRows(size, tell)),
  growthRow("people", BY_PEOPLE, ({ persons }) => 2 * persons, tell),
  growthRow("days", BY_DAYS, ({ days }) => days, tell),
  ...(await httpRows(tell)),
];
