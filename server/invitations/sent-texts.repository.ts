import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";

/** What was sent, word for word but for what opens a link, encrypted at rest. */
export function createSentTextsRepository(database: Database, vault: Vault) {
  return {
    /** The same message sent once more says the same. */
    async keep(messageId: string, words: string, unitOfWork: UnitOfWork): Promise<void> {
      const { encrypted, keyId } = vault.encrypt(words);
      await database
        .query(unitOfWork)
        .insertInto("sent_text")
        .values({ message_id: messageId, text_encrypted: encrypted, text_key_id: keyId })
        .onConflict((conflict) => conflict.column("message_id").doNothing())
        .execute();
    },

    /** By message id; none for what was never sent, or before texts were kept. */
    async listOf(meetingId: string): Promise<ReadonlyMap<string, string>> {
      const rows = await database
        .query()
        .selectFrom("sent_text as s")
        .innerJoin("message as m", "m.id", "s.message_id")
        .where("m.meeting_id", "=", meetingId)
        .select(["s.message_id as messageId", "s.text_encrypted as encrypted", "s.text_key_id as keyId"])
        .execute();
      return new Map(rows.map(({ messageId, ...kept }) => [messageId, vault.decrypt(kept)]));
    },
  };
}
export type SentTextsRepository = ReturnType<typeof createSentTextsRepository>;
