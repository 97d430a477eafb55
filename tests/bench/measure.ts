import { performance } from "node:perf_hooks";

/** One figure of a benchmark, as `--json` writes it. */
export interface BenchRow {
  readonly bench: string;
  readonly case: string;
  readonly metric: string;
  readonly unit: string;
  /** Median. */
  readonly value: number;
  /** What the figure is compared with, measured in the same run; null when it was not. */
  readonly baseline: number | null;
}

/** A benchmark: measures, may tell what the table can't on the way, and gives its rows. */
export type Bench = (tell: (line: string) => void) => BenchRow[] | Promise<BenchRow[]>;

/** The same random numbers from 0 to 1 every time (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Milliseconds on the clock, the median of some runs after as many to warm up as asked for. */
export function medianMs(run: () => unknown, { runs, warmUp }: { runs: number; warmUp: number }): number {
  for (let index = 0; index < warmUp; index += 1) run();
  const times = Array.from({ length: runs }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[runs >> 1] ?? Number.NaN;
}
