import { sql, type Kysely } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Tables } from "../platform/database/tables.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { CaseRecord, CaseRepresentative } from "./case-record.ts";
import type { NewCase, OrganisationId } from "./people.contract.ts";
import { startOfAnyWord } from "./people.repository.ts";

/** What a new case is stored with besides what the handläggare entered. */
export interface CaseRegistration {
  readonly entered: NewCase;
  readonly personnummer: { keyId: string; encrypted: Buffer; hash: Buffer; birthYear: number };
  readonly ownerOrganisationId: OrganisationId;
  readonly ownerOfficeId: string;
  readonly handlaggareId: string;
  readonly at: Date;
  readonly on: string;
}

/** Reads and writes individuals and their cases. */
export function createCasesRepository(database: Database) {
  const selectCases = (unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("cooperation_case as c")
      .innerJoin("individual as i", "i.person_id", "c.individual_id")
      .select([
        "c.id",
        "c.individual_id as individualId",
        "i.name as individualName",
        "i.birth_year as birthYear",
        "i.sex",
        "i.email",
        "i.phone",
        "i.address",
        "i.channel_order as channelOrder",
        "i.language",
        "i.protection",
        "c.benefit",
        "c.owner_organisation_id as ownerOrganisationId",
        "c.owner_office_id as ownerOfficeId",
        "c.chain_day as chainDay",
        "c.chain_day_on as chainDayOn",
        sql<boolean>`exists (select from consent where case_id = c.id and kind = 'secrecy' and withdrawn_at is null
          and parties @> '{forsakringskassan,arbetsformedlingen}')`.as("secrecyConsent"),
        sql<string[]>`array(select distinct unnest(parties) from consent
          where case_id = c.id and kind = 'secrecy' and withdrawn_at is null)`.as("consentedParties"),
        sql<
          CaseRepresentative[]
        >`(select coalesce(jsonb_agg(jsonb_build_object('personId', person_id, 'kind', kind,
          'name', name, 'email', email, 'language', language, 'validFrom', valid_from, 'validUntil', valid_until)
          order by registered_at, person_id), '[]') from representative where case_id = c.id and withdrawn_at is null)`.as(
          "representatives",
        ),
        sql<string[]>`array(select handlaggare_id::text from case_assignment where case_id = c.id)`.as(
          "assignedHandlaggareIds",
        ),
        sql<string[]>`array(select handlaggare_id::text from disqualification where case_id = c.id)`.as(
          "disqualifiedIds",
        ),
      ])
      .$castTo<CaseRecord>();

  /** Those the handläggare may open: their own agency's, and protected ones only where assigned. */
  const openTo = (reader: { personId: string; organisationId: OrganisationId }) => {
    const assigned = sql<boolean>`exists (select from case_assignment where case_id = c.id and handlaggare_id = ${reader.personId})`;
    const disqualified = sql<boolean>`exists (select from disqualification where case_id = c.id and handlaggare_id = ${reader.personId})`;
    return selectCases()
      .where((e) => e.not(disqualified))
      .where((e) =>
        e.or([
          e.and([e("i.protection", "=", "none"), e("c.owner_organisation_id", "=", reader.organisationId)]),
          e.and([e("i.protection", "<>", "none"), assigned]),
        ]),
      );
  };

  return {
    find: (caseId: string, unitOfWork?: UnitOfWork): Promise<CaseRecord | undefined> =>
      selectCases(unitOfWork).where("c.id", "=", caseId).executeTakeFirst(),

    async search(
      reader: { personId: string; organisationId: OrganisationId },
      by: { name: string } | { personnummerHash: Buffer },
      paging: { limit: number; page: number },
    ) {
      let query = openTo(reader);
      if ("personnummerHash" in by) query = query.where("i.personnummer_hash", "=", by.personnummerHash);
      else if (by.name) query = query.where(startOfAnyWord("i.name", by.name));
      const { total } = await query
        .clearSelect()
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const items = (await query
        .orderBy("i.name")
        .orderBy("c.id")
        .limit(paging.limit)
        .offset((paging.page - 1) * paging.limit)
        .execute()) as CaseRecord[];
      return { items, total, ...paging };
    },

    /** Writes the case, and the individual unless known already. @returns undefined if this agency has a case of theirs. */
    async register(registration: CaseRegistration, unitOfWork: UnitOfWork): Promise<string | undefined> {
      const query = database.query(unitOfWork);
      const { entered } = registration;
      const individualId =
        (await findIndividual(query, registration.personnummer.hash)) ??
        (await insertIndividual(query, registration));
      const existing = await query
        .selectFrom("cooperation_case")
        .where("individual_id", "=", individualId)
        .where("owner_organisation_id", "=", registration.ownerOrganisationId)
        .select("id")
        .executeTakeFirst();
      if (existing) return undefined;
      const { id: caseId } = await query
        .insertInto("cooperation_case")
        .values({
          individual_id: individualId,
          owner_organisation_id: registration.ownerOrganisationId,
          owner_office_id: registration.ownerOfficeId,
          benefit: entered.benefit,
          chain_day: entered.chainDay,
          chain_day_on: entered.chainDay === null ? null : registration.on,
          created_at: registration.at,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await query
        .insertInto("case_assignment")
        .values({ case_id: caseId, handlaggare_id: registration.handlaggareId })
        .execute();
      return caseId;
    },
  };
}

/** Locks the individual, so that two registrations of the same person at once give one case. */
async function findIndividual(query: Kysely<Tables>, personnummerHash: Buffer): Promise<string | undefined> {
  const found = await query
    .selectFrom("individual")
    .where("personnummer_hash", "=", personnummerHash)
    .select("person_id")
    .forUpdate()
    .executeTakeFirst();
  return found?.person_id;
}

async function insertIndividual(query: Kysely<Tables>, registration: CaseRegistration): Promise<string> {
  const { entered, personnummer } = registration;
  const { id } = await query
    .insertInto("person")
    .values({ kind: "individual" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await query
    .insertInto("individual")
    .values({
      person_id: id,
      name: entered.name,
      personnummer_encrypted: personnummer.encrypted,
      personnummer_key_id: personnummer.keyId,
      personnummer_hash: personnummer.hash,
      birth_year: personnummer.birthYear,
      sex: entered.sex,
      email: entered.email,
      phone: entered.phone,
      address: entered.address && JSON.stringify(entered.address),
      channel_order: entered.channelOrder,
      language: entered.language,
      protection: entered.protection,
    })
    .execute();
  return id;
}

export type CasesRepository = ReturnType<typeof createCasesRepository>;
