import { sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { Pause } from "./call-state.ts";

/** Keeps what is done in meetings; the room is read with it. Writers have opened the room first; each change raises the room's version, and so is shown. */
export function createCallRepository(database: Database) {
  const rise = sql<number>`version + 1`;
  const changeRoom = (meetingId: string, values: object, unitOfWork: UnitOfWork) =>
    database
      .query(unitOfWork)
      .updateTable("room")
      .set({ ...values, version: rise })
      .where("meeting_id", "=", meetingId)
      .execute();

  return {
    /** @param at null: the hand is taken down. */
    async keepHand(
      { meetingId, participantId, at }: { meetingId: string; participantId: string; at: Date | null },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      await database
        .query(unitOfWork)
        .updateTable("seat")
        .set({ hand_raised_at: at })
        .where("participant_id", "=", participantId)
        .where("meeting_id", "=", meetingId)
        .execute();
      await changeRoom(meetingId, {}, unitOfWork);
    },

    keepPause: (meetingId: string, pause: Pause | null, unitOfWork: UnitOfWork) =>
      changeRoom(
        meetingId,
        {
          pause_asked_by: pause?.askedBy ?? null,
          pause_asked_at: pause?.askedAt ?? null,
          pause_until: pause?.until ?? null,
        },
        unitOfWork,
      ),

    keepAgenda: (meetingId: string, done: readonly string[], unitOfWork: UnitOfWork) =>
      changeRoom(meetingId, { agenda_done: [...done] }, unitOfWork),

    keepNotesChosenBy: (meetingId: string, organisationIds: readonly string[], unitOfWork: UnitOfWork) =>
      changeRoom(meetingId, { notes_chosen_by: [...organisationIds] }, unitOfWork),

    keepNotesShared: (meetingId: string, shared: boolean, unitOfWork: UnitOfWork) =>
      changeRoom(meetingId, { notes_shared: shared }, unitOfWork),
  };
}
export type CallRepository = ReturnType<typeof createCallRepository>;
