import { readdir, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Bench, BenchRow } from "./measure.ts";

/**
 * `npm run bench -- <name> [--json <file>]` runs `<name>.bench.ts`, prints a table and, if asked, writes the rows as JSON. Every
 * benchmark has a fixed seed, gives medians, and measures its baseline in the same run.
 */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
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
const rows = await bench(print);
printTable(rows);
const load = loadavg().map((average) => average.toFixed(1));
print(`\nNode ${process.version}, ${availableParallelism()} cores, load average ${load.join(" ")}`);
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);

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
