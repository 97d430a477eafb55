import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { OrganisationId } from "./people.contract.ts";
import type { ProtectedStaff, ProtectStaff } from "./protected-staff.contract.ts";

/** Handläggare with protected identity, by agency. */
export function createProtectedStaffRepository(database: Database) {
  return {
    /** By name. */
    list: (organisationId: OrganisationId): Promise<ProtectedStaff[]> =>
      database
        .query()
        .selectFrom("handlaggare as h")
        .innerJoin("office as o", "o.id", "h.office_id")
        .where("h.organisation_id", "=", organisationId)
        .where("h.protection", "<>", "none")
        .select(["h.person_id as personId", "h.name", "h.role", "o.name as officeName", "h.protection"])
        .orderBy("h.name")
        .$castTo<ProtectedStaff>()
        .execute(),

    /** @returns whether the agency has such a handläggare. */
    async protect(
      {
        personId,
        organisationId,
        protection,
        name,
      }: Omit<ProtectStaff, "why"> & {
        personId: string;
        organisationId: OrganisationId;
      },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const { numUpdatedRows } = await database
        .query(unitOfWork)
        .updateTable("handlaggare")
        .set({ protection, name })
        .where("person_id", "=", personId)
        .where("organisation_id", "=", organisationId)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
export type ProtectedStaffRepository = ReturnType<typeof createProtectedStaffRepository>;
