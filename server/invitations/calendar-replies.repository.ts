import type { CalendarReply } from "../calendars/calendar-reply.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";

/** An answer from a participant's calendar program, as it came. */
export interface CalendarReplyRecord extends Pick<
  CalendarReply,
  "method" | "status" | "comment" | "proposedTime"
> {
  readonly id: string;
  readonly participantId: string;
  readonly timeVersion: number;
  readonly receivedAt: Date;
  readonly confirmedAt: Date | null;
}

/** Which of two answers to one invitation was given later. */
export type ReplyOrder = Pick<CalendarReply, "sequence" | "stampedAt">;

/** Keeps and reads what people's calendar programs answer. */
export function createCalendarRepliesRepository(database: Database) {
  return {
    async findMeetingId(participantId: string): Promise<string | undefined> {
      const found = await database
        .query()
        .selectFrom("participant")
        .where("id", "=", participantId)
        .select("meeting_id as meetingId")
        .executeTakeFirst();
      return found?.meetingId;
    },

    /** Of the messages named, the one that went to the participant. */
    async findMessageId(participantId: string, among: readonly string[]): Promise<string | undefined> {
      if (among.length === 0) return undefined;
      const found = await database
        .query()
        .selectFrom("message")
        .where("participant_id", "=", participantId)
        .where("id", "in", [...among])
        .select("id")
        .executeTakeFirst();
      return found?.id;
    },

    /** The latest answer to an invitation. @param only whether verified ones alone. */
    findLatest: (
      { participantId, uid }: { participantId: string; uid: string },
      only: { verified: boolean },
      unitOfWork: UnitOfWork,
    ): Promise<ReplyOrder | undefined> =>
      database
        .query(unitOfWork)
        .selectFrom("calendar_reply")
        .where("participant_id", "=", participantId)
        .where("uid", "=", uid)
        .$if(only.verified, (query) => query.where("verified", "=", true))
        .orderBy("sequence", "desc")
        .orderBy("stamped_at", "desc")
        .select(["sequence", "stamped_at as stampedAt"])
        .limit(1)
        .executeTakeFirst(),

    insert: (
      reply: CalendarReply & {
        readonly participantId: string;
        readonly timeVersion: number;
        readonly verified: boolean;
        readonly receivedAt: Date;
      },
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .insertInto("calendar_reply")
        .values({
          participant_id: reply.participantId,
          uid: reply.uid,
          method: reply.method,
          status: reply.status,
          sequence: reply.sequence,
          stamped_at: reply.stampedAt,
          time_version: reply.timeVersion,
          comment: reply.comment,
          proposed_starts_at: reply.proposedTime?.startsAt ?? null,
          proposed_ends_at: reply.proposedTime?.endsAt ?? null,
          verified: reply.verified,
          received_at: reply.receivedAt,
          confirmed_at: null,
          confirmed_by: null,
        })
        .execute(),

    /** The latest answer of each participant that is not verified, whichever time it was for. */
    async listUnverified(meetingId: string, unitOfWork?: UnitOfWork): Promise<CalendarReplyRecord[]> {
      const rows = await database
        .query(unitOfWork)
        .selectFrom("calendar_reply as r")
        .innerJoin("participant as p", "p.id", "r.participant_id")
        .where("p.meeting_id", "=", meetingId)
        .where("r.verified", "=", false)
        .distinctOn("r.participant_id")
        .orderBy("r.participant_id")
        .orderBy("r.received_at", "desc")
        .select([
          "r.id",
          "r.participant_id as participantId",
          "r.method",
          "r.status",
          "r.comment",
          "r.proposed_starts_at as startsAt",
          "r.proposed_ends_at as endsAt",
          "r.time_version as timeVersion",
          "r.received_at as receivedAt",
          "r.confirmed_at as confirmedAt",
        ])
        .$narrowType<Pick<CalendarReply, "method" | "status">>()
        .execute();
      return rows.map(({ startsAt, endsAt, ...reply }) => ({
        ...reply,
        proposedTime: startsAt && endsAt ? { startsAt, endsAt } : null,
      }));
    },

    markConfirmed: (replyId: string, { at, by }: { at: Date; by: string }, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("calendar_reply")
        .set({ confirmed_at: at, confirmed_by: by })
        .where("id", "=", replyId)
        .execute(),
  };
}
export type CalendarRepliesRepository = ReturnType<typeof createCalendarRepliesRepository>;
