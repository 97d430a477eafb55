import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { AnswerStatus, OtherTimeWish } from "./invitations.contract.ts";

/** An answer as it was given; answers are never changed, a later one counts instead. */
export interface AnswerRecord {
  readonly participantId: string;
  readonly timeVersion: number;
  readonly status: Exclude<AnswerStatus, "needs-action">;
  readonly wish: OtherTimeWish | null;
  readonly channel: "web" | "telephone";
  readonly answeredAt: Date;
  readonly recordedByName: string | null;
}

/** Appends and reads answers. */
export function createAnswersRepository(database: Database) {
  return {
    append: (
      answer: Omit<AnswerRecord, "recordedByName"> & { readonly recordedBy: string | null },
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .insertInto("answer")
        .values({
          participant_id: answer.participantId,
          time_version: answer.timeVersion,
          status: answer.status,
          wish: answer.wish && JSON.stringify(answer.wish),
          channel: answer.channel,
          answered_at: answer.answeredAt,
          recorded_by: answer.recordedBy,
        })
        .execute(),

    /** The latest answer of each participant of the meetings, whichever time it was for. */
    listLatest: (meetingIds: readonly string[], unitOfWork?: UnitOfWork): Promise<AnswerRecord[]> =>
      meetingIds.length === 0
        ? Promise.resolve([])
        : database
            .query(unitOfWork)
            .selectFrom("answer as a")
            .innerJoin("participant as p", "p.id", "a.participant_id")
            .leftJoin("handlaggare as h", "h.person_id", "a.recorded_by")
            .where("p.meeting_id", "in", [...meetingIds])
            .distinctOn("a.participant_id")
            .orderBy("a.participant_id")
            .orderBy("a.id", "desc")
            .select([
              "a.participant_id as participantId",
              "a.time_version as timeVersion",
              "a.status",
              "a.wish",
              "a.channel",
              "a.answered_at as answeredAt",
              "h.name as recordedByName",
            ])
            .$castTo<AnswerRecord>()
            .execute(),
  };
}
export type AnswersRepository = ReturnType<typeof createAnswersRepository>;
