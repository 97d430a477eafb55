import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";

/** Which meeting each booking's key stands for, so that the same command twice makes one. */
export function createIdempotencyKeysRepository(database: Database) {
  return {
    /** The meeting a key already stands for. */
    find: (actorId: string, key: string, unitOfWork?: UnitOfWork) =>
      database
        .query(unitOfWork)
        .selectFrom("idempotency_key")
        .where("actor_id", "=", actorId)
        .where("key", "=", key)
        .select(["meeting_id as meetingId", "request_hash as requestHash"])
        .executeTakeFirst(),

    /** @returns false when another booking with the same key committed first. */
    async keep(
      entry: { actorId: string; key: string; requestHash: Buffer; meetingId: string; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const inserted = await database
        .query(unitOfWork)
        .insertInto("idempotency_key")
        .values({
          actor_id: entry.actorId,
          key: entry.key,
          request_hash: entry.requestHash,
          meeting_id: entry.meetingId,
          created_at: entry.at,
        })
        .onConflict((conflict) => conflict.constraint("idempotency_key_once").doNothing())
        .returning("key")
        .executeTakeFirst();
      return inserted !== undefined;
    },
  };
}
export type IdempotencyKeysRepository = ReturnType<typeof createIdempotencyKeysRepository>;
