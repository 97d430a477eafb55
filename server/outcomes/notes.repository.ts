import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";

/** A note, decrypted. */
export interface NoteRecord {
  /** Whose part it is; null: both agencies'. */
  readonly organisationId: string | null;
  readonly text: string;
  readonly revision: number;
  readonly changedAt: Date;
  readonly changedByName: string;
}

/** Notes of meetings, encrypted at rest. */
export function createNotesRepository(database: Database, vault: Vault) {
  return {
    /** The joint part and one agency's own: no other is read. */
    async list(meetingId: string, organisationId: string): Promise<NoteRecord[]> {
      const rows = await database
        .query()
        .selectFrom("note as n")
        .innerJoin("handlaggare as h", "h.person_id", "n.changed_by")
        .where("n.meeting_id", "=", meetingId)
        .where((e) => e.or([e("n.organisation_id", "is", null), e("n.organisation_id", "=", organisationId)]))
        .select([
          "n.organisation_id as organisationId",
          "n.text_encrypted as encrypted",
          "n.text_key_id as keyId",
          "n.revision",
          "n.changed_at as changedAt",
          "h.shown_name as changedByName",
        ])
        .execute();
      return rows.map(({ encrypted, keyId, ...row }) => ({
        ...row,
        text: vault.decrypt({ encrypted, keyId }),
      }));
    },

    /** The joint part; nothing when nobody has written. */
    async findJoint(meetingId: string): Promise<{ text: string; revision: number } | undefined> {
      const row = await database
        .query()
        .selectFrom("note")
        .where("meeting_id", "=", meetingId)
        .where("organisation_id", "is", null)
        .select(["text_encrypted as encrypted", "text_key_id as keyId", "revision"])
        .executeTakeFirst();
      return row && { text: vault.decrypt(row), revision: row.revision };
    },

    /**
     * Writes a part anew if it still is as it was seen; two who write at once take turns, and the second is told.
     *
     * @param seen the revision seen, 0 for none.
     * @returns whether it was written.
     */
    async write(
      {
        meetingId,
        organisationId,
        text,
        seen,
      }: { meetingId: string; organisationId: string | null; text: string; seen: number },
      { at, by }: { at: Date; by: string },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const { encrypted, keyId } = vault.encrypt(text);
      const query = database.query(unitOfWork);
      const written = { text_encrypted: encrypted, text_key_id: keyId, changed_at: at, changed_by: by };
      if (seen === 0) {
        const created = await query
          .insertInto("note")
          .values({ meeting_id: meetingId, organisation_id: organisationId, revision: 1, ...written })
          .onConflict((conflict) => conflict.constraint("note_one_per_part").doNothing())
          .executeTakeFirst();
        return created.numInsertedOrUpdatedRows === 1n;
      }
      const updated = await query
        .updateTable("note")
        .set((e) => ({ ...written, revision: e("revision", "+", 1) }))
        .where("meeting_id", "=", meetingId)
        .where("organisation_id", organisationId === null ? "is" : "=", organisationId)
        .where("revision", "=", seen)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },
  };
}
export type NotesRepository = ReturnType<typeof createNotesRepository>;
