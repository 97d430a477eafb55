import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffDeed } from "../audit/staff-deed.ts";
import type { IndividualActor } from "../identity/actor.ts";
import { openedByDay } from "./opened-by-day.ts";
import type { OwnOpeningPage } from "./own-openings.contract.ts";

/** Who of both agencies has read about the individual who asks, the latest day first. */
export type ReadOwnOpenings = (
  actor: IndividualActor,
  paging: { limit: number; page: number },
) => Promise<OwnOpeningPage>;

export function createReadOwnOpenings({
  listCases,
  listByStaff,
  recordAudit,
}: {
  listCases: (individualId: string) => Promise<string[]>;
  listByStaff: (caseIds: readonly string[]) => Promise<StaffDeed[]>;
  recordAudit: RecordAudit;
}): ReadOwnOpenings {
  return async (actor, { limit, page }) => {
    const caseIds = await listCases(actor.personId);
    const lines = openedByDay(await listByStaff(caseIds));
    await recordAudit(actor, { action: "opening:list", objectKind: "case", objectIds: caseIds });
    const items = lines.slice((page - 1) * limit, page * limit);
    return { items, total: lines.length, limit, page };
  };
}
