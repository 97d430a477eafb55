import assert from "node:assert/strict";
import { rankJointTimes } from "../../server/scheduling/rank-joint-times.ts";
import { sketchJointStarts } from "./bare-sketch.ts";
import { growth, mediansMs, type Bench, type BenchRow } from "./measure.ts";
import { searchNaively } from "./naive-search.ts";
import { searchWorld, type SearchSize } from "./search-world.ts";

interface Case extends SearchSize {
  readonly name: string;
  readonly runs: number;
  /** None where a single naive search takes minutes. */
  readonly naiveRuns: number;
}

const CASES: readonly Case[] = [
  { name: "named-2", persons: 1, days: 84, busyADay: 2, runs: 2000, naiveRuns: 5 },
  { name: "pool-50x50", persons: 50, days: 42, busyADay: 4, runs: 600, naiveRuns: 1 },
  { name: "pool-500x500", persons: 500, days: 42, busyADay: 4, runs: 100, naiveRuns: 0 },
];

/** Sizes to see cost grow over: one is doubled, the other stays. */
const BY_PEOPLE = [50, 100, 200, 400].map((persons) => ({ persons, days: 42, busyADay: 4 }));
const BY_DAYS = [21, 42, 84, 168].map((days) => ({ persons: 100, days, busyADay: 4 }));

type Tell = Parameters<Bench>[0];

function coreRows({ name, runs, naiveRuns, ...size }: Case, tell: Tell): BenchRow[] {
  const input = searchWorld(size);
  const core = () => rankJointTimes(input);
  tell(`${name}: ${core().length} times found`);
  const ms = mediansMs({ core, sketch: () => sketchJointStarts(input) }, { runs, warmUp: runs / 5 });
  if (naiveRuns > 0) assert.deepEqual(searchNaively(input), core(), "The naive search finds something else");
  const naive =
    naiveRuns > 0
      ? mediansMs({ naive: () => searchNaively(input) }, { runs: naiveRuns, warmUp: 0 }).naive
      : null;
  const row = { bench: "search", case: name };
  return [
    { ...row, metric: "core_ms", unit: "ms", value: ms.core, baseline: naive },
    { ...row, metric: "ratio_to_sketch", unit: "×", value: ms.core / ms.sketch, baseline: 1 },
  ];
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
 * the same answer; a ratio compares with a sketch that does the least that can be done with bit-packed cells.
 */
export const bench: Bench = (tell) => [
  ...CASES.flatMap((size) => coreRows(size, tell)),
  growthRow("people", BY_PEOPLE, ({ persons }) => 2 * persons, tell),
  growthRow("days", BY_DAYS, ({ days }) => days, tell),
];
