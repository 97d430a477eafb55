import { sql, type Kysely } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Tables } from "../../platform/database/tables.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { OrganisationId } from "../../people/people.contract.ts";
import type { HistoryKind } from "./history.contract.ts";
import type {
  HistoryItem,
  HistoryRows,
  ItemKind,
  KnownItem,
  KnownMeeting,
  KnownOffice,
} from "./history-rows.ts";

/** What is kept of a file that was brought in. */
interface ImportCounts {
  readonly lines: number;
  readonly taken: number;
  readonly knownBefore: number;
  readonly wrong: number;
}

/** In the order that what refers comes after what is referred to. */
const TABLES = [
  "person",
  "cooperation_case",
  "meeting",
  "participant",
  "outcome",
  "answer",
  "cooperation",
  "cooperation_datum",
  "cooperation_measure",
] as const satisfies readonly (keyof HistoryRows)[];

/** Writes history, many rows at a time, and knows again what was written. */
export function createHistoryRepository(database: Database) {
  return {
    async begin(
      about: { organisationId: OrganisationId; kind: HistoryKind; at: Date; by: string },
      unitOfWork: UnitOfWork,
    ): Promise<string> {
      const { id } = await database
        .query(unitOfWork)
        .insertInto("history_import")
        .values({
          organisation_id: about.organisationId,
          kind: about.kind,
          started_at: about.at,
          started_by: about.by,
          finished_at: null,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    /** What has come of it so far. */
    count: (importId: string, counts: ImportCounts, finishedAt: Date | null, unitOfWork?: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("history_import")
        .set({
          lines: counts.lines,
          taken: counts.taken,
          known_before: counts.knownBefore,
          wrong: counts.wrong,
          finished_at: finishedAt,
        })
        .where("id", "=", importId)
        .execute(),

    /** Gives each office somebody who stands for whoever of it took part, unless it has. */
    async nameStandIns(unitOfWork: UnitOfWork): Promise<void> {
      await sql`with missing as (
          select o.id as office_id, gen_random_uuid() as person_id from office o where o.unnamed_person_id is null for update of o),
        added as (insert into person (id, kind) select person_id, 'handlaggare' from missing returning id)
        update office o set unnamed_person_id = m.person_id from missing m where m.office_id = o.id`.execute(
        database.query(unitOfWork),
      );
    },

    /** Both agencies' offices, each with who stands for whoever took part. */
    listOffices: (unitOfWork?: UnitOfWork): Promise<KnownOffice[]> =>
      database
        .query(unitOfWork)
        .selectFrom("office")
        .select(["id", "organisation_id as organisationId", "name", "unnamed_person_id as unnamedPersonId"])
        .$castTo<KnownOffice>()
        .execute(),

    /** Keeps another import of the same agency's from writing meanwhile. */
    async holdBack(organisationId: OrganisationId, unitOfWork: UnitOfWork): Promise<void> {
      await database
        .query(unitOfWork)
        .selectFrom("organisation")
        .where("id", "=", organisationId)
        .select("id")
        .forNoKeyUpdate()
        .execute();
    },

    /** What was imported before and by which import, by the hash of its reference in hexadecimal. */
    async findKnown(
      organisationId: OrganisationId,
      kind: ItemKind,
      hashes: readonly Buffer[],
      unitOfWork?: UnitOfWork,
    ): Promise<Map<string, KnownItem>> {
      const { rows } = await sql<KnownItem & { hash: string }>`
        select encode(reference_hash, 'hex') as hash, object_id as "objectId", import_id as "importId" from history_item
        where organisation_id = ${organisationId} and kind = ${kind} and reference_hash = any (${hashes}::bytea[])`.execute(
        database.query(unitOfWork),
      );
      return new Map(rows.map(({ hash, ...item }) => [hash, item]));
    },

    listMeetings: (ids: readonly string[], unitOfWork?: UnitOfWork): Promise<KnownMeeting[]> =>
      sql<KnownMeeting>`select id, case_id as "caseId", starts_at as "startsAt" from meeting where id = any (${ids}::uuid[])`
        .execute(database.query(unitOfWork))
        .then(({ rows }) => rows),

    /** Writes all of it. Nobody's calendar is said to have changed. */
    async insert(
      rows: HistoryRows,
      about: {
        readonly organisationId: OrganisationId;
        readonly importId: string;
        readonly items: readonly HistoryItem[];
      },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await sql`select set_config('samtid.importing_history', 'yes', true)`.execute(query);
      for (const table of TABLES) await insertAll(query, table, rows[table]);
      const known = about.items.map(({ kind, hash, objectId }) => ({
        organisation_id: about.organisationId,
        kind,
        reference_hash: `\\x${hash.toString("hex")}`,
        object_id: objectId,
        import_id: about.importId,
      }));
      await insertAll(query, "history_item", known);
    },
  };
}
export type HistoryRepository = ReturnType<typeof createHistoryRepository>;

/** One statement however many rows; the columns are those of the first. */
async function insertAll(
  query: Kysely<Tables>,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = sql.join(Object.keys(rows[0]!).map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    query,
  );
}
