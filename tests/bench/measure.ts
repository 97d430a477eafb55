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

/** What a benchmark can be asked for beside its name: sizes. */
export const BENCH_OPTIONS = ["meetings", "workers", "sends", "kills", "sockets", "returning"] as const;
export type BenchOptions = Readonly<Partial<Record<(typeof BENCH_OPTIONS)[number], string>>>;

/** A benchmark: measures, may tell what the table can't on the way, and gives its rows. */
export type Bench = (tell: (line: string) => void, options: BenchOptions) => BenchRow[] | Promise<BenchRow[]>;

/**
 * Milliseconds on the clock that each of some things takes: medians. They take turns, so that other work on the machine weighs on
 * all of them alike.
 */
export function mediansMs<Name extends string>(
  things: Readonly<Record<Name, () => unknown>>,
  { runs, warmUp }: { readonly runs: number; readonly warmUp: number },
): Record<Name, number> {
  const names = Object.keys(things) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = -warmUp; run < runs; run += 1) {
    for (const name of names) {
      const from = performance.now();
      things[name]();
      if (run >= 0) times[name].push(performance.now() - from);
    }
  }
  const median = (of: number[]): number => of.sort((a, b) => a - b)[of.length >> 1] ?? Number.NaN;
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

/** The value below which some share of others lie, which come rising: 0.5 for the median. */
export function quantile(rising: readonly number[], share: number): number {
  return rising[Math.min(Math.floor(rising.length * share), rising.length - 1)] ?? Number.NaN;
}

/** How cost grows with size: the exponent of the line of best fit, 1 when twice the size costs twice as much. */
export function growth(points: readonly { readonly size: number; readonly cost: number }[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (of: (log: { x: number; y: number }) => number): number =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [x, y] = [mean((log) => log.x), mean((log) => log.y)];
  return mean((log) => (log.x - x) * (log.y - y)) / mean((log) => (log.x - x) ** 2);
}
