import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ExternalParty } from "./external-parties.contract.ts";
import type {
  ExternalPartyFilter,
  ExternalPartyRegistration,
  FindExternalParties,
} from "./external-party-record.ts";
import type { OrganisationId } from "./people.contract.ts";
import { startOfAnyWord } from "./people.repository.ts";

/** Reads and writes those outside the agencies who may take part in meetings, each agency its own. */
export function createExternalPartiesRepository(database: Database) {
  const selectParties = (organisationId: OrganisationId, unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("external_party as x")
      .where("x.registered_by_organisation_id", "=", organisationId)
      .select([
        "x.person_id as personId",
        "x.kind",
        "x.name",
        "x.organisation_name as organisationName",
        "x.email",
        "x.phone",
        "x.languages",
      ])
      .$castTo<ExternalParty>();

  const find: FindExternalParties = (personIds, organisationId) =>
    personIds.length === 0
      ? Promise.resolve([])
      : selectParties(organisationId)
          .where("x.person_id", "in", [...personIds])
          .execute();

  return {
    find,

    async list(
      organisationId: OrganisationId,
      { q, kind, language }: ExternalPartyFilter,
      paging: { limit: number; page: number },
    ) {
      let query = selectParties(organisationId);
      if (kind) query = query.where("x.kind", "=", kind);
      if (language) query = query.where(sql<boolean>`${language} = any(x.languages)`);
      if (q)
        query = query.where((e) =>
          e.or([startOfAnyWord("x.name", q), startOfAnyWord("x.organisation_name", q)]),
        );
      const { total } = await query
        .clearSelect()
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const items = (await query
        .orderBy("x.name")
        .orderBy("x.person_id")
        .limit(paging.limit)
        .offset((paging.page - 1) * paging.limit)
        .execute()) as ExternalParty[];
      return { items, total, ...paging };
    },

    /** @returns undefined when the agency has registered the same name with the same address already. */
    async register(
      { entered, organisationId, handlaggareId, at }: ExternalPartyRegistration,
      unitOfWork: UnitOfWork,
    ): Promise<ExternalParty | undefined> {
      const query = database.query(unitOfWork);
      const person = query.insertInto("person").values({ kind: "external" }).returning("id");
      const { id } = await person.executeTakeFirstOrThrow();
      const written = await query
        .insertInto("external_party")
        .values({
          person_id: id,
          kind: entered.kind,
          name: entered.name,
          organisation_name: entered.organisationName,
          email: entered.email,
          phone: entered.phone,
          languages: entered.languages,
          registered_by_organisation_id: organisationId,
          registered_by: handlaggareId,
          registered_at: at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("person_id")
        .executeTakeFirst();
      return written && { personId: id, ...entered };
    },
  };
}
export type ExternalPartiesRepository = ReturnType<typeof createExternalPartiesRepository>;
