import type { Database } from "../../platform/database/database.ts";

/** Files that are asked for, made by a worker and fetched by who asked. */
export function createFigureExportsRepository(database: Database) {
  const query = () => database.query();
  return {
    add: (row: {
      by: string;
      at: Date;
      format: "csv" | "xlsx" | "pdf";
      year: number;
      place: string;
      asOf: string;
      parts: number;
    }) =>
      query()
        .insertInto("figure_export")
        .values({
          requested_by: row.by,
          requested_at: row.at,
          format: row.format,
          year: row.year,
          node: row.place,
          as_of: row.asOf,
          all_parts: row.parts,
          finished_at: null,
          failed_at: null,
          content: null,
        })
        .returning("id")
        .executeTakeFirstOrThrow(),

    find: (id: string) =>
      query()
        .selectFrom("figure_export")
        .where("id", "=", id)
        .select([
          "id",
          "requested_by as requestedBy",
          "requested_at as requestedAt",
          "format",
          "year",
          "node as place",
          "as_of as asOf",
          "done_parts as doneParts",
          "all_parts as allParts",
          "finished_at as finishedAt",
          "failed_at as failedAt",
        ])
        .executeTakeFirst(),

    async readContent(id: string): Promise<Buffer | undefined> {
      const row = await query()
        .selectFrom("figure_export")
        .where("id", "=", id)
        .select("content")
        .executeTakeFirst();
      return row?.content ?? undefined;
    },

    async listWaiting(): Promise<string[]> {
      const rows = await query()
        .selectFrom("figure_export")
        .where("finished_at", "is", null)
        .where("failed_at", "is", null)
        .orderBy("requested_at")
        .limit(100)
        .select("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    noteProgress: (id: string, doneParts: number) =>
      query().updateTable("figure_export").set({ done_parts: doneParts }).where("id", "=", id).execute(),

    /** Once: who comes second, since the job was run twice, changes nothing. */
    finish: (id: string, content: Buffer, at: Date) =>
      query()
        .updateTable("figure_export")
        .set((e) => ({ content, finished_at: at, done_parts: e.ref("all_parts") }))
        .where("id", "=", id)
        .where("finished_at", "is", null)
        .execute(),

    fail: (id: string, at: Date) =>
      query()
        .updateTable("figure_export")
        .set({ failed_at: at })
        .where("id", "=", id)
        .where("finished_at", "is", null)
        .execute(),
  };
}
export type FigureExportsRepository = ReturnType<typeof createFigureExportsRepository>;
