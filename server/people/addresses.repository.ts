import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { OrganisationId } from "./people.contract.ts";

/** Where individuals and external parties get mail. */
export function createAddressesRepository(database: Database) {
  return {
    /** @returns whether it was changed: only what the agency keeps is. */
    async correct(
      { personId, email, by }: { personId: string; email: string; by: OrganisationId },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const { rows } = await sql`
        with own as (
          update individual set email = ${email}
          where person_id = ${personId} and protection = 'none' and exists (
            select from cooperation_case where individual_id = ${personId} and owner_organisation_id = ${by})
          returning person_id),
        registered as (
          update external_party set email = ${email}
          where person_id = ${personId} and registered_by_organisation_id = ${by}
          returning person_id)
        select person_id from own union all select person_id from registered`.execute(
        database.query(unitOfWork),
      );
      return rows.length > 0;
    },
  };
}
export type AddressesRepository = ReturnType<typeof createAddressesRepository>;
