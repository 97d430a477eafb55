import type { Database } from "../../platform/database/database.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { OrganisationId } from "../../people/people.contract.ts";
import type { HistoryProblem, HistoryReport, NewHistoryUpload } from "./history.contract.ts";

/** How many of an agency's files are listed. */
const LISTED = 20;

/** What came, or would come, of a file. */
type Found = Pick<HistoryReport, "taken" | "knownBefore" | "wrong"> & {
  readonly problems: readonly HistoryProblem[];
};

/** Files of history brought by the page, from when they come until they are brought in. */
export function createHistoryUploadsRepository(database: Database) {
  const query = (unitOfWork?: UnitOfWork) => database.query(unitOfWork);
  const uploads = () =>
    query()
      .selectFrom("history_upload as u")
      .innerJoin("handlaggare as h", "h.person_id", "u.uploaded_by")
      .select([
        "u.id",
        "u.organisation_id as organisationId",
        "u.kind",
        "u.file_name as fileName",
        "u.uploaded_by as uploadedBy",
        "u.uploaded_at as uploadedAt",
        "h.shown_name as uploadedByName",
        "u.confirmed_by as confirmedBy",
        "u.import_id as importId",
        "u.state",
        "u.all_lines as allLines",
        "u.done_lines as doneLines",
        "u.taken",
        "u.known_before as knownBefore",
        "u.wrong",
      ]);
  return {
    add: (
      about: NewHistoryUpload & { organisationId: OrganisationId; by: string; at: Date; lines: number },
      content: { readonly keyId: string; readonly encrypted: Buffer },
      unitOfWork: UnitOfWork,
    ) =>
      query(unitOfWork)
        .insertInto("history_upload")
        .values({
          organisation_id: about.organisationId,
          kind: about.kind,
          file_name: about.fileName,
          uploaded_by: about.by,
          uploaded_at: about.at,
          confirmed_by: null,
          import_id: null,
          state: "checking",
          all_lines: about.lines,
          content_encrypted: content.encrypted,
          content_key_id: content.keyId,
        })
        .returning("id")
        .executeTakeFirstOrThrow(),

    find: (id: string) => uploads().where("u.id", "=", id).executeTakeFirst(),

    list: (organisationId: OrganisationId) =>
      uploads()
        .where("u.organisation_id", "=", organisationId)
        .orderBy("u.uploaded_at", "desc")
        .limit(LISTED)
        .execute(),

    async listProblems(id: string): Promise<readonly HistoryProblem[]> {
      const row = await query()
        .selectFrom("history_upload")
        .where("id", "=", id)
        .select("problems")
        .executeTakeFirst();
      return row?.problems ?? [];
    },

    async readContent(id: string): Promise<{ keyId: string; encrypted: Buffer } | undefined> {
      const row = await query()
        .selectFrom("history_upload")
        .where("id", "=", id)
        .select(["content_encrypted as encrypted", "content_key_id as keyId"])
        .executeTakeFirst();
      return row?.encrypted && row.keyId ? { keyId: row.keyId, encrypted: row.encrypted } : undefined;
    },

    async listWaiting(): Promise<{ id: string; state: string }[]> {
      return query()
        .selectFrom("history_upload")
        .where("state", "in", ["checking", "importing"])
        .orderBy("uploaded_at")
        .limit(100)
        .select(["id", "state"])
        .execute();
    },

    noteProgress: (id: string, doneLines: number) =>
      query().updateTable("history_upload").set({ done_lines: doneLines }).where("id", "=", id).execute(),

    /** That it is to be brought in. @returns whether it was, and not already. */
    async confirm(id: string, by: string, unitOfWork: UnitOfWork): Promise<boolean> {
      const { numUpdatedRows } = await query(unitOfWork)
        .updateTable("history_upload")
        .set({ state: "importing", confirmed_by: by, done_lines: 0 })
        .where("id", "=", id)
        .where("state", "=", "checked")
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** @throws Error when another worker has begun to bring it in: done again, both go on with that one. */
    async noteImport(id: string, importId: string, unitOfWork: UnitOfWork): Promise<void> {
      const { numUpdatedRows } = await query(unitOfWork)
        .updateTable("history_upload")
        .set({ import_id: importId })
        .where("id", "=", id)
        .where("import_id", "is", null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new Error("Another worker brings this file in.");
    },

    /** Once: a job that was run twice changes nothing. What has been brought in is emptied. */
    finish: (id: string, from: "checking" | "importing", found: Found) =>
      query()
        .updateTable("history_upload")
        .set((e) => ({
          state: from === "checking" ? "checked" : "imported",
          done_lines: e.ref("all_lines"),
          taken: found.taken,
          known_before: found.knownBefore,
          wrong: found.wrong,
          problems: JSON.stringify(found.problems),
          ...(from === "importing" && { content_encrypted: null, content_key_id: null }),
        }))
        .where("id", "=", id)
        .where("state", "=", from)
        .execute(),

    fail: (id: string) =>
      query().updateTable("history_upload").set({ state: "failed" }).where("id", "=", id).execute(),
  };
}
export type HistoryUploadsRepository = ReturnType<typeof createHistoryUploadsRepository>;
