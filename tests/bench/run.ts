import { readdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { BENCH_OPTIONS, type Bench, type BenchRow } from "./measure.ts";

/**
 * `npm run bench -- <name> [--json <file>] [--meetings 500 …]` runs `<name>.bench.ts`, prints a table and, if asked, writes the rows as JSON. Every
 * benchmark has a fixed seed, gives medians, and measures its baseline in the same run.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(["json", ...BENCH_OPTIONS].map((name) => [name, { type: "string" } as const])),
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(".bench.ts", ""));
const [name] = positionals;
if (!name || !names.includes(name)) {
  print(`Usage: npm run bench -- <${names.join(" | ")}> [--json <file>]`);
  process.exit(1);
}

const { bench } = (await import(`./${name}.bench.ts`)) as { bench: Bench };
const before = await cpuTicks();
const rows = await bench(print, values);
const after = await cpuTicks();
printTable(rows);
const load = loadavg().map((average) => average.toFixed(1));
const machine = `Node ${process.version}, ${availableParallelism()} cores, load average ${load.join(" ")}`;
print(`\n${machine}, idle ${share("idle")}, stolen ${share("steal")}`);
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);

/** Ticks of all cores since the machine started, as Linux counts them; none elsewhere. */
async function cpuTicks(): Promise<{ idle: number; steal: number; all: number }> {
  const stat = await readFile("/proc/stat", "utf8").catch(() => "");
  const ticks = (stat.split("\n")[0] ?? "").split(/ +/).slice(1, 9).map(Number);
  return { idle: ticks[3] ?? 0, steal: ticks[7] ?? 0, all: ticks.reduce((sum, count) => sum + count, 0) };
}

/** How much of the cores' time went by idle, or to others on the same hardware. */
function share(kind: "idle" | "steal"): string {
  const all = after.all - before.all;
  return all === 0 ? "unknown" : `${Math.round((100 * (after[kind] - before[kind])) / all)} %`;
}

function shown(value: number | null): string {
  return value === null ? "–" : value.toPrecision(value >= 100 ? 4 : 3);
}

function printTable(measured: readonly BenchRow[]): void {
  const lines = measured.map((row) => [
    row.case,
    row.metric,
    `${shown(row.value)} ${row.unit}`,
    shown(row.baseline),
    row.baseline === null ? "" : `${shown(row.baseline / row.value)} ×`,
  ]);
  const table = [["case", "metric", "value", "baseline", "baseline / value"], ...lines];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  print("");
  for (const line of table)
    print(
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    );
}
