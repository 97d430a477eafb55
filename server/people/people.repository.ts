import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type {
  Handlaggare,
  HandlaggareRole,
  MessageChannel,
  Office,
  OrganisationId,
} from "./people.contract.ts";
import type { HandlaggareFilter, OfficeRecord, OrganisationRecord, StaffMember } from "./staff-record.ts";

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

  /** Also those who have left. */
  const selectStaff = () =>
    database
      .query()
      .selectFrom("handlaggare")
      .select([
        "person_id as personId",
        "name",
        "organisation_id as organisationId",
        "office_id as officeId",
        "role",
        "active",
        "leads_office as leadsOffice",
      ])
      .$narrowType<{ organisationId: OrganisationId; role: HandlaggareRole }>();

  const listWhere = (
    right: "is_administrator" | "is_auditor",
  ): Promise<{ name: string; organisationId: OrganisationId }[]> =>
    database
      .query()
      .selectFrom("handlaggare")
      .where("active", "=", true)
      .where(right, "=", true)
      .select(["name", "organisation_id as organisationId"])
      .$narrowType<{ organisationId: OrganisationId }>()
      .orderBy("organisation_id", "desc")
      .orderBy("name")
      .execute();

  const filtered = (filter: HandlaggareFilter) => {
    let query = selectHandlaggare();
    if (filter.organisationId) query = query.where("h.organisation_id", "=", filter.organisationId);
    if (filter.officeId) query = query.where("h.office_id", "=", filter.officeId);
    if (filter.lan) query = query.where("o.lan", "=", filter.lan);
    if (filter.role) query = query.where("h.role", "=", filter.role);
    if (filter.language) query = query.where(sql<boolean>`${filter.language} = any(h.languages)`);
    if (filter.competence) query = query.where(sql<boolean>`${filter.competence} = any(h.competences)`);
    if (filter.personIds) query = query.where("h.person_id", "in", [...filter.personIds]);
    if (filter.reader)
      query = query.where((e) =>
        e.or([e("h.protection", "=", "none"), e("h.organisation_id", "=", filter.reader!)]),
      );
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

    /** Whether somebody who works here administers their agency. */
    async isAdministrator(personId: string): Promise<boolean> {
      const found = await database
        .query()
        .selectFrom("handlaggare")
        .where("person_id", "=", personId)
        .where("active", "=", true)
        .where("is_administrator", "=", true)
        .select("person_id")
        .executeTakeFirst();
      return found !== undefined;
    },

    /** Whether somebody who works here reviews their agency's trail. */
    async isAuditor(personId: string): Promise<boolean> {
      const found = await database
        .query()
        .selectFrom("handlaggare")
        .where("person_id", "=", personId)
        .where("active", "=", true)
        .where("is_auditor", "=", true)
        .select("person_id")
        .executeTakeFirst();
      return found !== undefined;
    },

    /** The names of those who administer their agency. */
    listAdministrators: () => listWhere("is_administrator"),

    /** The names of those who review their agency's trail. */
    listAuditors: () => listWhere("is_auditor"),

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

    /**
     * Takes over what an agency's provider says of a handläggare; `undefined` and an office that isn't the agency's change nothing.
     *
     * @returns whether anything was changed.
     */
    async keepVouched(
      { personId, organisationId }: { personId: string; organisationId: OrganisationId },
      { officeName, role }: { officeName: string | undefined; role: HandlaggareRole | undefined },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const { rows } = await sql`
        with said as (
          select h.person_id, coalesce(o.id, h.office_id) as office_id, coalesce(${role ?? null}, h.role) as role
          from handlaggare h
          left join office o on o.organisation_id = h.organisation_id and o.name = ${officeName ?? null}
          where h.person_id = ${personId} and h.organisation_id = ${organisationId}
        )
        update handlaggare h set office_id = said.office_id, role = said.role,
          leads_office = h.leads_office and said.office_id = h.office_id
        from said where said.person_id = h.person_id and (said.office_id, said.role) <> (h.office_id, h.role)
        returning h.person_id`.execute(database.query(unitOfWork));
      return rows.length > 0;
    },

    findStaffMember: (personId: string): Promise<StaffMember | undefined> =>
      selectStaff().where("person_id", "=", personId).executeTakeFirst(),

    listOfOffice: (officeId: string): Promise<StaffMember[]> =>
      selectStaff().where("office_id", "=", officeId).orderBy("name").orderBy("person_id").execute(),

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
        .select(["id", "name", "phone", "link_channels as linkChannels"])
        .$narrowType<{ id: OrganisationId; linkChannels: MessageChannel[] }>()
        .execute(),
  };
}
export type PeopleRepository = ReturnType<typeof createPeopleRepository>;

/** Matches the start of any word in a name, whatever the case. */
export function startOfAnyWord(column: string, search: string) {
  const escaped = search.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  const name = sql`lower(${sql.ref(column)})`;
  return sql<boolean>`(${name} like ${`${escaped}%`} or ${name} like ${`% ${escaped}%`})`;
}
