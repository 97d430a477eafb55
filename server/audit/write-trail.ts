import { AuditRow } from "./audit.contract.ts";

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const COLUMNS = Object.keys(AuditRow.shape) as (keyof AuditRow)[];

/**
 * The trail as a text, made row by row: CSV (RFC 4180, with a byte order mark for spreadsheets) with a heading, or a JSON array.
 * Each row is held against the contract, so that nothing else leaves.
 *
 * @param present makes a row of what was read.
 */
export async function* writeTrail<Read>(
  present: (read: Read) => AuditRow,
  pages: AsyncIterable<readonly Read[]>,
  format: "csv" | "json",
): AsyncGenerator<string> {
  const isCsv = format === "csv";
  yield isCsv ? `\uFEFF${COLUMNS.join(",")}\r\n` : "[";
  let isFirst = true;
  for await (const page of pages) {
    const rows = page.map((read) => AuditRow.parse(present(read)));
    if (isCsv)
      yield rows.map((row) => `${COLUMNS.map((column) => cellOf(row[column])).join(",")}\r\n`).join("");
    else yield `${isFirst ? "" : ","}\n${rows.map((row) => JSON.stringify(row)).join(",\n")}`;
    isFirst = false;
  }
  if (!isCsv) yield "\n]\n";
}

/** Quoted where it must be. What begins as a formula gets an apostrophe before it, which spreadsheets take for "text". */
function cellOf(value: string | number | null): string {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
