import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { KnownDetails, PersonDetails } from "./details.contract.ts";

/** What individuals are called and how they are reached, to be shown and corrected. */
export function createDetailsRepository(database: Database) {
  return {
    /** Of a person with protected identity the name and the language alone. */
    async find(individualId: string, unitOfWork?: UnitOfWork): Promise<KnownDetails | undefined> {
      const found = await database
        .query(unitOfWork)
        .selectFrom("individual")
        .where("person_id", "=", individualId)
        .select(["name", "email", "phone", "address", "language", "protection"])
        .executeTakeFirst();
      if (!found) return undefined;
      const { name, language, protection, ...reached } = found;
      const isProtected = protection !== "none";
      const nowhere = { email: null, phone: null, address: null };
      return { name, language, isProtected, ...(isProtected ? nowhere : reached) } as KnownDetails;
    },

    async correct(
      individualId: string,
      { address, ...details }: PersonDetails,
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      await database
        .query(unitOfWork)
        .updateTable("individual")
        .set({ ...details, address: address && JSON.stringify(address) })
        .where("person_id", "=", individualId)
        .execute();
    },

    /** How they are reached stays as it is. */
    async rename(
      individualId: string,
      { name, language }: Pick<PersonDetails, "name" | "language">,
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      await database
        .query(unitOfWork)
        .updateTable("individual")
        .set({ name, language })
        .where("person_id", "=", individualId)
        .execute();
    },

    async listCases(individualId: string, unitOfWork: UnitOfWork): Promise<string[]> {
      const rows = await database
        .query(unitOfWork)
        .selectFrom("cooperation_case")
        .where("individual_id", "=", individualId)
        .select("id")
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
export type DetailsRepository = ReturnType<typeof createDetailsRepository>;
