import { sql, type ExpressionBuilder } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Tables } from "../platform/database/tables.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { AuditRow } from "./audit.contract.ts";
import type { StaffDeed } from "./staff-deed.ts";

/** How many rows of an export are held in memory at once. */
const ROWS_AT_ONCE = 1_000;

/** Which rows of an agency's trail. */
export interface TrailFilter {
  readonly organisationId: OrganisationId;
  /** Of these cases alone, when given. */
  readonly caseIds?: readonly string[] | undefined;
  readonly handlaggareId?: string | undefined;
  /** A whole action, or the noun it begins with. */
  readonly action?: string | undefined;
  /** Half-open. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

/** A row as the database has it. */
export type TrailRecord = Omit<AuditRow, "at"> & { readonly at: Date };

/** Searches the trail. A handläggare's rows are their own agency's; those of who came by a link are the case owner's. */
export function createTrailRepository(database: Database) {
  const select = (filter: TrailFilter) => {
    let query = database
      .query()
      .selectFrom("audit as a")
      .leftJoin("handlaggare as h", "h.person_id", "a.actor_id")
      .leftJoin("office as o", "o.id", "h.office_id")
      .where((e) => isOfAgency(e, filter.organisationId));
    if (filter.caseIds) query = query.where(sql<boolean>`a.case_id = any(${[...filter.caseIds]}::uuid[])`);
    if (filter.handlaggareId) query = query.where("a.actor_id", "=", filter.handlaggareId);
    if (filter.action?.includes(":")) query = query.where("a.action", "=", filter.action);
    else if (filter.action) query = query.where(sql<boolean>`a.action like ${`${filter.action}:%`}`);
    if (filter.from) query = query.where("a.at", ">=", filter.from);
    if (filter.until) query = query.where("a.at", "<", filter.until);
    return query;
  };
  const selectRows = (filter: TrailFilter) =>
    select(filter)
      .select([
        "a.id",
        "a.at",
        "a.actor_kind as actorKind",
        "a.actor_id as actorId",
        "h.name as actorName",
        "h.role as actorRole",
        "o.name as officeName",
        "a.organisation_id as organisationId",
        "a.action",
        "a.object_kind as objectKind",
        "a.object_id as objectId",
        "a.case_id as caseId",
        "a.relation",
        "a.why",
      ])
      .$castTo<TrailRecord>();

  return {
    /** The latest first. */
    async search(filter: TrailFilter, paging: { limit: number; page: number }) {
      const { total } = await select(filter)
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const items = await selectRows(filter)
        .orderBy("a.id", "desc")
        .limit(paging.limit)
        .offset((paging.page - 1) * paging.limit)
        .execute();
      return { items, total, ...paging };
    },

    /** Every row in the order written, some at a time. */
    async *stream(filter: TrailFilter): AsyncGenerator<TrailRecord[]> {
      let after = 0;
      for (;;) {
        const rows = await selectRows(filter)
          .where(sql<boolean>`a.id > ${after}`)
          .orderBy("a.id")
          .limit(ROWS_AT_ONCE)
          .execute();
        if (rows.length > 0) yield rows;
        if (rows.length < ROWS_AT_ONCE) return;
        after = rows.at(-1)!.id;
      }
    },

    /** The cases that a person is meant by: by personnummer, a reference of the case's or a meeting's, or the case's own id. */
    async findCases(person: { personnummerHash: Buffer } | { reference: string }): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        select c.id from cooperation_case c ${
          "personnummerHash" in person
            ? sql`join individual i on i.person_id = c.individual_id
                where i.personnummer_hash = ${person.personnummerHash}`
            : sql`where ${person.reference} in (c.id::text, c.forsakringskassan_reference, c.arbetsformedlingen_reference)
                or c.id in (select case_id from meeting where reference = ${person.reference})`
        }`.execute(database.query());
      return rows.map(({ id }) => id);
    },

    async listActions(organisationId: OrganisationId): Promise<string[]> {
      const rows = await database
        .query()
        .selectFrom("audit as a")
        .where((e) => isOfAgency(e, organisationId))
        .select("a.action")
        .distinct()
        .orderBy("a.action")
        .execute();
      return rows.map(({ action }) => action);
    },

    /** What handläggare have opened of some cases, the latest first. */
    listByStaff: (caseIds: readonly string[]): Promise<StaffDeed[]> =>
      database
        .query()
        .selectFrom("audit as a")
        .innerJoin("handlaggare as h", "h.person_id", "a.actor_id")
        .where(sql<boolean>`a.case_id = any(${[...caseIds]}::uuid[])`)
        .where("a.actor_kind", "=", "staff")
        .select([
          "a.at",
          "a.action",
          "a.organisation_id as organisationId",
          "h.person_id as handlaggareId",
          "h.name",
          "h.role",
          sql<boolean>`h.protection <> 'none'`.as("isProtected"),
        ])
        .orderBy("a.id", "desc")
        .$castTo<StaffDeed>()
        .execute(),
  };
}
export type TrailRepository = ReturnType<typeof createTrailRepository>;

function isOfAgency(
  e: ExpressionBuilder<Tables & { a: Tables["audit"] }, "a">,
  organisationId: OrganisationId,
) {
  return e.or([
    e("a.organisation_id", "=", organisationId),
    e.and([
      e("a.organisation_id", "is", null),
      sql<boolean>`exists (select from cooperation_case c
        where c.id = a.case_id and c.owner_organisation_id = ${organisationId})`,
    ]),
  ]);
}
