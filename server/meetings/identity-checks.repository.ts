import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { IdentityCheckMethod } from "./identity-check.contract.ts";

/** How a handläggare came to be sure who a participant is. */
export interface IdentityCheckRecord {
  readonly participantId: string;
  readonly method: IdentityCheckMethod;
  readonly checkedAt: Date;
  readonly checkedByName: string;
}

/** Keeps, of each participant, the latest check of who they are. */
export function createIdentityChecksRepository(database: Database) {
  return {
    async keep(
      check: { participantId: string; method: IdentityCheckMethod; at: Date; by: string },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const row = { method: check.method, checked_at: check.at, checked_by: check.by };
      await database
        .query(unitOfWork)
        .insertInto("identity_check")
        .values({ participant_id: check.participantId, ...row })
        .onConflict((conflict) => conflict.column("participant_id").doUpdateSet(row))
        .execute();
    },

    /** Those of a meeting's participants. */
    list: (meetingId: string): Promise<IdentityCheckRecord[]> =>
      database
        .query()
        .selectFrom("identity_check as c")
        .innerJoin("participant as p", "p.id", "c.participant_id")
        .innerJoin("handlaggare as h", "h.person_id", "c.checked_by")
        .where("p.meeting_id", "=", meetingId)
        .select([
          "c.participant_id as participantId",
          "c.method",
          "c.checked_at as checkedAt",
          "h.shown_name as checkedByName",
        ])
        .$narrowType<{ method: IdentityCheckMethod }>()
        .execute(),
  };
}
export type IdentityChecksRepository = ReturnType<typeof createIdentityChecksRepository>;
