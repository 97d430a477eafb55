import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Handlaggare, HandlaggareRole, Office, OrganisationId } from "./people.contract.ts";
import type { HandlaggareFilter, OfficeRecord, OrganisationRecord } from "./staff-record.ts";

/** Reads handläggare, offices and agencies. */
export function createPeopleRepository(database: Database) {
  const selectHandlaggare = () =>
    database
      .query()
      .selectFrom("handlaggare as h")
      .innerJoin("office as o", "o.id", "h.office_id")
      .where("h.active", "=", true)
      .select([
        "h.person_id as personId",
        "h.name",
        "h.organisation_id as organisationId",
        "h.role",
        "h.office_id as officeId",
        "o.name as officeName",
        "o.lan",
        "h.languages",
        "h.competences",
      ])
      .$narrowType<{ organisationId: OrganisationId; role: HandlaggareRole }>();

  const filtered = (filter: HandlaggareFilter) => {
    let query = selectHandlaggare();
    if (filter.organisationId) query = query.where("h.organisation_id", "=", filter.organisationId);
    if (filter.officeId) query = query.where("h.office_id", "=", filter.officeId);
    if (filter.lan) query = query.where("o.lan", "=", filter.lan);
    if (filter.role) query = query.where("h.role", "=", filter.role);
    if (filter.language) query = query.where(sql<boolean>`${filter.language} = any(h.languages)`);
    if (filter.competence) query = query.where(sql<boolean>`${filter.competence} = any(h.competences)`);
    if (filter.personIds) query = query.where("h.person_id", "in", [...filter.personIds]);
    if (filter.search) query = query.where(startOfAnyWord("h.name", filter.search));
    return query;
  };

  return {
    async listHandlaggare(filter: HandlaggareFilter, paging: { limit: number; page: number }) {
      const { total } = await filtered(filter)
        .clearSelect()
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const items: Handlaggare[] = await filtered(filter)
        .orderBy("h.name")
        .orderBy("h.person_id")
        .limit(paging.limit)
        .offset((paging.page - 1) * paging.limit)
        .execute();
      return { items, total, ...paging };
    },

    findHandlaggare: (personIds: readonly string[]): Promise<Handlaggare[]> =>
      personIds.length ? filtered({ personIds }).execute() : Promise.resolve([]),

    listColleagues: (personId: string): Promise<Handlaggare[]> =>
      selectHandlaggare()
        .innerJoin("handlaggare as own", "own.organisation_id", "h.organisation_id")
        .innerJoin("office as own_office", "own_office.id", "own.office_id")
        .where("own.person_id", "=", personId)
        .whereRef("own_office.lan", "=", "o.lan")
        .where("h.person_id", "<>", personId)
        .orderBy("h.name")
        .orderBy("h.person_id")
        .execute(),

    findBySubject: (organisationId: OrganisationId, subject: string): Promise<Handlaggare | undefined> =>
      filtered({ organisationId }).where("h.subject", "=", subject).executeTakeFirst(),

    /** Where a handläggare gets mail; shown to colleagues in a preview only. */
    async findEmail(personId: string): Promise<string | null> {
      const found = await database
        .query()
        .selectFrom("handlaggare")
        .where("person_id", "=", personId)
        .select("email")
        .executeTakeFirst();
      return found?.email ?? null;
    },

    listSubjects: (organisationId: OrganisationId) =>
      filtered({ organisationId }).select("h.subject").orderBy("o.name").orderBy("h.name").execute(),

    findOffice: (officeId: string): Promise<OfficeRecord | undefined> =>
      database
        .query()
        .selectFrom("office")
        .where("id", "=", officeId)
        .select(["id", "organisation_id as organisationId", "name", "lan"])
        .$narrowType<{ organisationId: OrganisationId }>()
        .executeTakeFirst(),

    async listOffices(): Promise<Office[]> {
      const { rows } = await sql<Office>`
        select o.id, o.organisation_id as "organisationId", o.name, o.lan,
          array_agg(distinct h.role) as roles,
          array(select distinct language from handlaggare own, unnest(own.languages) as language
            where own.office_id = o.id and own.active order by language) as languages,
          array(select distinct competence from handlaggare own, unnest(own.competences) as competence
            where own.office_id = o.id and own.active order by competence) as competences
        from office o join handlaggare h on h.office_id = o.id and h.active
        group by o.id order by o.lan, o.name, o.organisation_id`.execute(database.query());
      return rows;
    },

    /** Which of some handläggare work where meetings have to be confirmed before anybody else is told of them. */
    async listConfirming(personIds: readonly string[]): Promise<string[]> {
      if (personIds.length === 0) return [];
      const rows = await database
        .query()
        .selectFrom("handlaggare as h")
        .innerJoin("office as o", "o.id", "h.office_id")
        .where("h.person_id", "in", [...personIds])
        .where("o.confirms_meetings", "=", true)
        .select("h.person_id as personId")
        .execute();
      return rows.map(({ personId }) => personId);
    },

    listOrganisations: (unitOfWork?: UnitOfWork): Promise<OrganisationRecord[]> =>
      database
        .query(unitOfWork)
        .selectFrom("organisation")
        .selectAll()
        .$narrowType<{ id: OrganisationId }>()
        .execute(),
  };
}

/** Matches the start of any word in a name, whatever the case. */
export function startOfAnyWord(column: string, search: string) {
  const escaped = search.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  const name = sql`lower(${sql.ref(column)})`;
  return sql<boolean>`(${name} like ${`${escaped}%`} or ${name} like ${`% ${escaped}%`})`;
}
