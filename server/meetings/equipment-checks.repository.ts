import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { EquipmentFindings } from "./equipment-check.contract.ts";

/** What a participant found the last time they tried. */
export interface EquipmentCheckRecord extends EquipmentFindings {
  readonly participantId: string;
  readonly checkedAt: Date;
}

/** Keeps, of each participant, the latest trial of their equipment. */
export function createEquipmentChecksRepository(database: Database) {
  return {
    async keep(
      { participantId, checkedAt, ...findings }: EquipmentCheckRecord,
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const row = { checked_at: checkedAt, ...findings };
      await database
        .query(unitOfWork)
        .insertInto("equipment_check")
        .values({ participant_id: participantId, ...row })
        .onConflict((conflict) => conflict.column("participant_id").doUpdateSet(row))
        .execute();
    },

    /** Those of a meeting's participants. */
    list: (meetingId: string): Promise<EquipmentCheckRecord[]> =>
      database
        .query()
        .selectFrom("equipment_check as c")
        .innerJoin("participant as p", "p.id", "c.participant_id")
        .where("p.meeting_id", "=", meetingId)
        .select(["c.participant_id as participantId", "c.checked_at as checkedAt"])
        .select(["c.browser", "c.camera", "c.microphone", "c.speaker", "c.network", "c.relay"])
        .execute(),
  };
}
export type EquipmentChecksRepository = ReturnType<typeof createEquipmentChecksRepository>;
