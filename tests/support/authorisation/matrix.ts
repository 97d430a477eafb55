import { readFile } from "node:fs/promises";

const FILE = new URL("../../../server/docs/authorisation-matrix.md", import.meta.url);

/** What an operation answers: done (or refused for another reason than who asks), done but nothing of it shown, or refused. */
export type Cell = string;

/** The table of who may do what, as it is kept for people to read. */
export interface Matrix {
  /** The columns' names, in order. */
  readonly columns: readonly string[];
  /** By operation id, or name of a socket command: a cell a column. */
  readonly rows: ReadonlyMap<string, readonly Cell[]>;
}

/** Reads the rows of every table in the document whose first column is `operation`. @throws Error for a row twice, or of another width. */
export async function readMatrix(): Promise<Matrix> {
  const tables = (await readFile(FILE, "utf8"))
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[ :-]+\|/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
  let columns: string[] = [];
  const rows = new Map<string, Cell[]>();
  for (const [name = "", ...cells] of tables) {
    if (name === "operation") columns = cells;
    else if (columns.length > 0) {
      if (rows.has(name)) throw new Error(`${name} has two rows.`);
      if (cells.length !== columns.length) throw new Error(`${name} has ${cells.length} cells.`);
      rows.set(name, cells);
    }
  }
  return { columns, rows };
}
