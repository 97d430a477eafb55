import { stringify } from "csv-stringify/sync";
import writeExcelFile from "write-excel-file/node";
import { DEFINITIONS, type ExportRow } from "./export-rows.ts";
import texts from "./exports.sv.json" with { type: "json" };
import type { FigureValue, ReportTable, YearlyReport } from "./figures.contract.ts";
import report from "./yearly-report.sv.json" with { type: "json" };

const COLUMNS = Object.keys(texts.columns) as (keyof typeof texts.columns)[];

/** CSV as RFC 4180 has it but for the semicolons that Swedish spreadsheets expect; UTF-8 with its mark. */
export function writeCsv(rows: readonly ExportRow[]): Buffer {
  const columns = COLUMNS.map((key) => ({ key, header: texts.columns[key] }));
  return Buffer.from(
    stringify([...rows], { header: true, columns, delimiter: ";", bom: true, record_delimiter: "\r\n" }),
  );
}

/** A workbook: all figures, the tables of the yearly report, and what the figures mean. */
export async function writeXlsx(rows: readonly ExportRow[], yearly: YearlyReport): Promise<Buffer> {
  const bold = (value: string) => ({ value: value.replaceAll(SOFT_HYPHEN, ""), ...HEADING });
  const sheets = [
    {
      sheet: texts.sheets.figures,
      data: [
        COLUMNS.map((key) => bold(texts.columns[key])),
        ...rows.map((row) => COLUMNS.map((key) => grouped(row[key]))),
      ],
      columns: [36, 10, 28, 28, 12, 12, 14, 14, 32].map((width) => ({ width })),
      stickyRowsCount: 1,
    },
    ...yearly.tables.map((table) => ({
      sheet: table.title.slice(0, table.title.indexOf(".")),
      data: [
        [bold(table.title)],
        ["", ...table.columns].map(bold),
        ...table.rows.map(({ name, values }) => [name, ...values.map((value) => grouped(cellOf(value)))]),
      ],
      columns: [{ width: 36 }, ...table.columns.map(() => ({ width: 18 }))],
      stickyRowsCount: 2,
    })),
    {
      sheet: texts.sheets.definitions,
      data: [
        texts.definitionColumns.map(bold),
        ...DEFINITIONS.map(({ name, definition, source, id }) => [
          name,
          { value: definition, wrap: true },
          source,
          id,
        ]),
      ],
      columns: [{ width: 36 }, { width: 100 }, { width: 44 }, { width: 30 }],
      stickyRowsCount: 1,
    },
  ];
  return writeExcelFile(sheets).toBuffer();
}

const HEADING = { fontWeight: "bold", wrap: true, alignVertical: "top" } as const;
/** Tells a page where a word may break; in a cell it is a sign among others. */
const SOFT_HYPHEN = "\u00ad";

/** A number is a number still, shown with what the reader's spreadsheet has between thousands. */
const grouped = <Value>(value: Value) =>
  typeof value === "number" ? { value, format: Number.isInteger(value) ? "#,##0" : "#,##0.##" } : value;

/** A value of the report as a number, or in words. */
export function cellOf(value: FigureValue): number | string {
  return typeof value === "number" ? value : report[value];
}

/** How a value is written in a table: with a space between thousands. */
export function textOf(value: FigureValue): string {
  return typeof value === "number" ? value.toLocaleString("sv-SE").replace(/\s/g, " ") : report[value];
}

/** Whether a column of a table is of percentages. */
export function isPercent({ columns }: ReportTable, column: number): boolean {
  return /procent/i.test(columns[column] ?? "");
}
