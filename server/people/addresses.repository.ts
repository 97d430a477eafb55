import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { OrganisationId, PostalAddress } from "./people.contract.ts";

/** What is known to be right of how somebody is reached; what is left out stays as it is. */
export interface AddressCorrection {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: PostalAddress | undefined;
}

/** Where individuals and external parties are reached. */
export function createAddressesRepository(database: Database) {
  return {
    /** An individual's personnummer, encrypted; of nobody with protected identity. */
    findPersonnummer: (
      personId: string,
      unitOfWork: UnitOfWork,
    ): Promise<{ keyId: string; encrypted: Buffer } | undefined> =>
      database
        .query(unitOfWork)
        .selectFrom("individual")
        .where("person_id", "=", personId)
        .where("protection", "=", "none")
        .select(["personnummer_key_id as keyId", "personnummer_encrypted as encrypted"])
        .executeTakeFirst(),

    /**
     * @returns whether it was changed: only what the agency keeps is.
     * @throws DomainError `invalid` when the agency has somebody of the same name registered with that address already.
     */
    async correct(
      { personId, by, ...correction }: AddressCorrection & { personId: string; by: OrganisationId },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const { email = null, phone = null } = correction;
      const address = correction.address ? JSON.stringify(correction.address) : null;
      const reached = sql`email = coalesce(${email}, email), phone = coalesce(${phone}, phone)`;
      const corrected = sql`
        with own as (
          update individual set ${reached}, address = coalesce(${address}::jsonb, address)
          where person_id = ${personId} and protection = 'none' and exists (
            select from cooperation_case where individual_id = ${personId} and owner_organisation_id = ${by})
          returning person_id),
        registered as (
          update external_party set ${reached}
          where person_id = ${personId} and registered_by_organisation_id = ${by}
          returning person_id),
        representing as (
          update representative set ${reached}
          where person_id = ${personId} and registered_by_organisation_id = ${by} and exists (
            select from cooperation_case c join individual on individual.person_id = c.individual_id
            where c.id = representative.case_id and protection = 'none')
          returning person_id)
        select person_id from own union all select person_id from registered union all select person_id from representing`;
      try {
        const { rows } = await corrected.execute(database.query(unitOfWork));
        return rows.length > 0;
      } catch (error) {
        if (isViolationOf(error, "external_party_once"))
          throw alreadyRegistered(email === null ? "/phone" : "/email");
        throw error;
      }
    },
  };
}

function isViolationOf(error: unknown, constraint: string): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === constraint;
}

function alreadyRegistered(pointer: string): DomainError {
  const detail = "Ni har redan registrerat samma namn med den adressen. Kontrollera adressen.";
  return new DomainError("invalid", detail, {
    violations: [{ pointer, code: "already_registered", detail }],
  });
}

export type AddressesRepository = ReturnType<typeof createAddressesRepository>;
