import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { NewRepresentative, Representative } from "./representatives.contract.ts";

/** A representative as the database knows them. */
export type RepresentativeRecord = Omit<Representative, "state"> & { readonly withdrawnAt: Date | null };

/** A personnummer as it is stored. */
export interface SealedPersonnummer {
  readonly keyId: string;
  readonly encrypted: Buffer;
  readonly hash: Buffer;
}

/** Reads and writes who may answer for whom. Rows stay when a mandate is withdrawn: it tells who gave which answer. */
export function createRepresentativesRepository(database: Database) {
  return {
    /** Those of a case, the latest registered first. */
    list: (caseId: string): Promise<RepresentativeRecord[]> =>
      database
        .query()
        .selectFrom("representative")
        .where("case_id", "=", caseId)
        .orderBy("registered_at", "desc")
        .orderBy("person_id")
        .select([
          "person_id as personId",
          "kind",
          "name",
          "email",
          "phone",
          "language",
          "valid_from as validFrom",
          "valid_until as validUntil",
          "covers",
          "withdrawn_at as withdrawnAt",
          sql<boolean>`personnummer_hash is not null`.as("hasEid"),
        ])
        .$castTo<RepresentativeRecord>()
        .execute(),

    /** @returns the person's id. */
    async register(
      about: {
        caseId: string;
        entered: NewRepresentative;
        personnummer: SealedPersonnummer | undefined;
        organisationId: string;
        by: string;
        at: Date;
      },
      unitOfWork: UnitOfWork,
    ): Promise<string> {
      const { caseId, entered, personnummer, organisationId, by, at } = about;
      const query = database.query(unitOfWork);
      const person = query.insertInto("person").values({ kind: "external" }).returning("id");
      const { id } = await person.executeTakeFirstOrThrow();
      const { validFrom, validUntil, personnummer: _typed, ...rest } = entered;
      await query
        .insertInto("representative")
        .values({
          person_id: id,
          case_id: caseId,
          ...rest,
          valid_from: validFrom,
          valid_until: validUntil,
          personnummer_encrypted: personnummer?.encrypted ?? null,
          personnummer_key_id: personnummer?.keyId ?? null,
          personnummer_hash: personnummer?.hash ?? null,
          registered_by_organisation_id: organisationId,
          registered_by: by,
          registered_at: at,
          withdrawn_at: null,
          withdrawn_by: null,
        })
        .execute();
      return id;
    },

    /** @returns whether the case has them and the mandate was not withdrawn before. */
    async withdraw(
      { caseId, personId, by, at }: { caseId: string; personId: string; by: string; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const withdrawn = await database
        .query(unitOfWork)
        .updateTable("representative")
        .set({ withdrawn_at: at, withdrawn_by: by })
        .where("case_id", "=", caseId)
        .where("person_id", "=", personId)
        .where("withdrawn_at", "is", null)
        .executeTakeFirst();
      return withdrawn.numUpdatedRows === 1n;
    },
  };
}
export type RepresentativesRepository = ReturnType<typeof createRepresentativesRepository>;
