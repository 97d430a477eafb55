import { isReading } from "../audit/reading-actions.ts";
import type { StaffDeed } from "../audit/staff-deed.ts";
import type { CaseOpening } from "./privacy.contract.ts";

/**
 * Who has read anything of an individual's cases, in both agencies, the latest first. What somebody has done with a case is seen
 * in the case itself; this is what leaves no other trace.
 */
export type ListCaseOpenings = (individualId: string) => Promise<CaseOpening[]>;

export function createListCaseOpenings({
  listCases,
  listByStaff,
}: {
  listCases: (individualId: string) => Promise<string[]>;
  listByStaff: (caseIds: readonly string[]) => Promise<StaffDeed[]>;
}): ListCaseOpenings {
  return async (individualId) => {
    const deeds = await listByStaff(await listCases(individualId));
    return deeds
      .filter(({ action }) => isReading(action))
      .map(({ at, action, organisationId, role, name, isProtected }) => ({
        at: at.toISOString(),
        organisationId,
        role,
        name: isProtected ? null : name,
        action,
      }));
  };
}
