import { Readable, pipeline } from "node:stream";
import { parse, type CsvError, type Options } from "csv-parse";
import type { z } from "zod";
import type { HistoryProblem } from "./history.contract.ts";
import { problemOf, problemsFrom } from "./history-problems.ts";

/** What a file of history has to look like. */
export interface HistoryFormat<Line> {
  readonly schema: z.ZodType<Line>;
  readonly columns: readonly string[];
  readonly needed: readonly string[];
}

/** A line as it was read: what it says, or what is wrong with it. */
export type ReadLine<Line> =
  | { readonly line: number; readonly values: Line }
  | { readonly line: number; readonly problems: readonly HistoryProblem[] };

const OPTIONS: Options & { info: true } = {
  bom: true,
  delimiter: [";", ","],
  trim: true,
  info: true,
  skip_empty_lines: true,
  relax_column_count: true,
  skip_records_with_error: true,
  max_record_size: 20_000,
};

/**
 * Reads a CSV file line by line, holding little of it at a time. Columns come in any order; an empty cell is one that isn't known. Where the
 * header is wrong nothing is read: a column by another name would be lost unseen.
 */
export async function* readHistoryLines<Line>(
  { schema, columns, needed }: HistoryFormat<Line>,
  file: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<ReadLine<Line>> {
  const unreadable: number[] = [];
  const parser = parse(OPTIONS);
  parser.on("skip", (error: CsvError) => unreadable.push(Number(error.lines)));
  const records = pipeline(Readable.from(file), parser, () => undefined) as AsyncIterable<CsvRecord>;
  let header: readonly string[] | undefined;
  for await (const { record, info } of records) {
    yield* unreadable.splice(0).map(unreadableLine);
    const line = info.lines;
    if (header) yield lineOf(schema, header, { line, record });
    else {
      header = record;
      const problems = headerProblems(header, columns, needed, line);
      if (problems.length === 0) continue;
      yield { line, problems };
      return;
    }
  }
  yield* unreadable.splice(0).map(unreadableLine);
  if (!header) yield { line: 1, problems: [problemOf(1, null, "no_header")] };
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function unreadableLine(line: number) {
  return { line, problems: [problemOf(line, null, "unreadable_line")] };
}

function headerProblems(
  header: readonly string[],
  columns: readonly string[],
  needed: readonly string[],
  line: number,
): HistoryProblem[] {
  return [
    ...header
      .filter((column) => !columns.includes(column))
      .map((column) => problemOf(line, column.slice(0, 40), "column_unknown")),
    ...needed
      .filter((column) => !header.includes(column))
      .map((column) => problemOf(line, column, "column_missing")),
  ];
}

function lineOf<Line>(
  schema: z.ZodType<Line>,
  header: readonly string[],
  { line, record }: { line: number; record: readonly string[] },
): ReadLine<Line> {
  if (record.length > header.length) return unreadableLine(line);
  const cells = header.flatMap((column, index) => (record[index] ? [[column, record[index]]] : []));
  const parsed = schema.safeParse(Object.fromEntries(cells), { reportInput: true });
  return parsed.success
    ? { line, values: parsed.data }
    : { line, problems: problemsFrom(line, parsed.error.issues) };
}
