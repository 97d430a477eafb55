import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Answer, AnswerChannel, AnswerStatus, StatedWish } from "./invitations.contract.ts";

/** An answer as it was given; answers are never changed, a later one counts instead. */
export interface AnswerRecord {
  readonly participantId: string;
  readonly timeVersion: number;
  readonly status: Exclude<AnswerStatus, "needs-action">;
  readonly wish: StatedWish | null;
  readonly declineReason: Answer["declineReason"];
  readonly comment: string | null;
  readonly channel: AnswerChannel;
  readonly answeredAt: Date;
  readonly recordedByName: string | null;
  /** Who answered for the individual, if it was a representative. */
  readonly byRepresentative: Answer["byRepresentative"];
}

/** Appends and reads answers. */
export function createAnswersRepository(database: Database) {
  const selectAnswers = (unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("answer as a")
      .innerJoin("participant as p", "p.id", "a.participant_id")
      .leftJoin("handlaggare as h", "h.person_id", "a.recorded_by")
      .leftJoin("participant as rp", "rp.id", "a.representative_id")
      .leftJoin("representative as r", "r.person_id", "rp.person_id")
      .select([
        "a.participant_id as participantId",
        "a.time_version as timeVersion",
        "a.status",
        // Wishes from before there was a choice of how to meet have none.
        sql<StatedWish | null>`'{"mode": null}'::jsonb || a.wish`.as("wish"),
        sql<Answer["declineReason"]>`case when a.decline_reason is not null
          then jsonb_build_object('code', a.decline_reason, 'text', a.decline_text) end`.as("declineReason"),
        "a.comment",
        "a.channel",
        "a.answered_at as answeredAt",
        "h.shown_name as recordedByName",
        sql<Answer["byRepresentative"]>`case when r.person_id is not null
          then jsonb_build_object('name', r.name, 'kind', r.kind) end`.as("byRepresentative"),
      ]);
  return {
    append: (
      answer: Omit<AnswerRecord, "recordedByName" | "byRepresentative"> & {
        readonly recordedBy: string | null;
        /** The participant who answered for the individual. */
        readonly representativeId: string | null;
      },
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
          comment: answer.comment,
          decline_reason: answer.declineReason?.code ?? null,
          decline_text: answer.declineReason?.text ?? null,
          channel: answer.channel,
          answered_at: answer.answeredAt,
          recorded_by: answer.recordedBy,
          representative_id: answer.representativeId,
        })
        .execute(),

    /** The latest answer of each participant of the meetings, whichever time it was for. */
    listLatest: (meetingIds: readonly string[], unitOfWork?: UnitOfWork): Promise<AnswerRecord[]> =>
      meetingIds.length === 0
        ? Promise.resolve([])
        : selectAnswers(unitOfWork)
            .where("p.meeting_id", "in", [...meetingIds])
            .distinctOn("a.participant_id")
            .orderBy("a.participant_id")
            .orderBy("a.id", "desc")
            .$castTo<AnswerRecord>()
            .execute(),

    /** Every answer about a meeting, in the order given. */
    listAll: (meetingId: string): Promise<AnswerRecord[]> =>
      selectAnswers().where("p.meeting_id", "=", meetingId).orderBy("a.id").$castTo<AnswerRecord>().execute(),
  };
}
export type AnswersRepository = ReturnType<typeof createAnswersRepository>;
