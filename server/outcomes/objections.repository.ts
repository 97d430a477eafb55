import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";

/** An objection, decrypted. */
export interface ObjectionRecord {
  readonly participantId: string;
  readonly text: string;
  readonly madeAt: Date;
}

/** What people say against what was kept of when they were in a meeting; encrypted at rest. */
export function createObjectionsRepository(database: Database, vault: Vault) {
  return {
    /** Those about a meeting, the first first. */
    async list(meetingId: string, unitOfWork?: UnitOfWork): Promise<ObjectionRecord[]> {
      const rows = await database
        .query(unitOfWork)
        .selectFrom("attendance_objection as o")
        .innerJoin("participant as p", "p.id", "o.participant_id")
        .where("p.meeting_id", "=", meetingId)
        .orderBy("o.made_at")
        .select([
          "o.participant_id as participantId",
          "o.text_encrypted as encrypted",
          "o.text_key_id as keyId",
          "o.made_at as madeAt",
        ])
        .execute();
      return rows.map(({ encrypted, keyId, ...row }) => ({
        ...row,
        text: vault.decrypt({ encrypted, keyId }),
      }));
    },

    async add({ participantId, text, madeAt }: ObjectionRecord, unitOfWork: UnitOfWork): Promise<void> {
      const { encrypted, keyId } = vault.encrypt(text);
      await database
        .query(unitOfWork)
        .insertInto("attendance_objection")
        .values({
          participant_id: participantId,
          text_encrypted: encrypted,
          text_key_id: keyId,
          made_at: madeAt,
        })
        .execute();
    },
  };
}
export type ObjectionsRepository = ReturnType<typeof createObjectionsRepository>;
