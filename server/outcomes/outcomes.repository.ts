import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Outcome } from "./outcomes.contract.ts";

/** An outcome as it was recorded. */
export interface OutcomeRecord extends Outcome {
  readonly recordedAt: Date;
  readonly recordedByName: string;
}

/** Somebody's time in the room. */
export interface PresenceRecord {
  readonly participantId: string;
  readonly kind: "lobby" | "call" | "hold";
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** How meetings went, and who was in the room. */
export function createOutcomesRepository(database: Database) {
  return {
    /** The outcome recorded last. */
    async findLatest(meetingId: string): Promise<OutcomeRecord | undefined> {
      return database
        .query()
        .selectFrom("outcome as o")
        .innerJoin("handlaggare as h", "h.person_id", "o.recorded_by")
        .where("o.meeting_id", "=", meetingId)
        .orderBy("o.id", "desc")
        .limit(1)
        .select(["o.held", "o.reason", "o.recorded_at as recordedAt", "h.shown_name as recordedByName"])
        .$castTo<OutcomeRecord>()
        .executeTakeFirst();
    },

    /** Records an outcome; the meeting's status follows, its revision rises. */
    async record(
      meetingId: string,
      { held, reason, at, by }: Outcome & { at: Date; by: string },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query
        .insertInto("outcome")
        .values({ meeting_id: meetingId, held, reason, recorded_at: at, recorded_by: by })
        .execute();
      await query
        .updateTable("meeting")
        .set((e) => ({
          status: held ? "held" : "not_held",
          revision: e("revision", "+", 1),
          changed_at: at,
        }))
        .where("id", "=", meetingId)
        .execute();
    },

    /** All who were in the lobby or the call, stretch by stretch. */
    listPresences(meetingId: string): Promise<PresenceRecord[]> {
      return database
        .query()
        .selectFrom("attendance as a")
        .innerJoin("participant as p", "p.id", "a.participant_id")
        .where("p.meeting_id", "=", meetingId)
        .select([
          "a.participant_id as participantId",
          "a.kind",
          "a.started_at as startedAt",
          "a.ended_at as endedAt",
        ])
        .orderBy("a.started_at")
        .orderBy("a.generation")
        .$castTo<PresenceRecord>()
        .execute();
    },
  };
}
export type OutcomesRepository = ReturnType<typeof createOutcomesRepository>;
