import { randomUUID } from "node:crypto";
import { sql, type Kysely } from "kysely";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { Database } from "../platform/database/database.ts";
import type { Tables } from "../platform/database/tables.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { RecallMessage } from "./recalls.contract.ts";
import type { RecallNotice, RecallRecord } from "./recall-record.ts";

/** What a handläggare recalls, and when. */
interface NewRecall extends RecallMessage {
  readonly meeting: MeetingRecord;
  readonly participant: ParticipantRecord;
  /** The calendar UID of what the participant is sent from now on. */
  readonly newUid: string;
  readonly at: Date;
  readonly by: string;
}

/** A message that could be recalled. */
export interface RecallableMessage {
  readonly participantId: string;
  readonly kind: string;
  readonly isRecalled: boolean;
}

/** Recalls, with all they do to messages, link and calendar UID. */
export function createRecallsRepository(database: Database) {
  return {
    async findMessage(
      { meetingId, messageId }: { meetingId: string; messageId: string },
      unitOfWork: UnitOfWork,
    ): Promise<RecallableMessage | undefined> {
      const found = await database
        .query(unitOfWork)
        .selectFrom("message")
        .where("id", "=", messageId)
        .where("meeting_id", "=", meetingId)
        .select(["participant_id as participantId", "kind", "recall_id as recallId"])
        .executeTakeFirst();
      return found && { ...found, isRecalled: found.recallId !== null };
    },

    /**
     * Withdraws everything the participant has been sent since a former recall: the link is revoked, what was not sent is
     * superseded, and if anything may have arrived the recipient will be told. The meeting is locked.
     */
    async recall(recall: NewRecall, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      const { id: participantId } = recall.participant;
      const noticeId = (await hasArrived(query, participantId)) ? await insertNotice(query, recall) : null;
      const openedAt = await revokeLink(query, participantId, recall.at);
      const { id: recallId } = await query
        .insertInto("recall")
        .values(rowOf(recall, { noticeId, openedAt }))
        .returning("id")
        .executeTakeFirstOrThrow();
      await sql`
        update message set recall_id = ${recallId}, lease_until = null,
          state = case when state in ('queued', 'sending', 'to_do') then 'superseded' else state end,
          changed_at = case when state in ('queued', 'sending', 'to_do') then ${recall.at} else changed_at end
        where participant_id = ${participantId} and recall_id is null and kind <> 'recalled'`.execute(query);
      await query
        .updateTable("participant")
        .set((e) => ({ uid: recall.newUid, sequence: e("sequence", "+", 1) }))
        .where("id", "=", participantId)
        .execute();
    },

    async listOf(meetingId: string): Promise<RecallRecord[]> {
      return database
        .query()
        .selectFrom("recall as r")
        .innerJoin("handlaggare as h", "h.person_id", "r.recalled_by")
        .where("r.meeting_id", "=", meetingId)
        .orderBy("r.recalled_at", "desc")
        .select([
          "r.participant_id as participantId",
          "r.reason",
          "r.recalled_at as recalledAt",
          "h.name as recalledByName",
          "r.opened_at as openedAt",
          sql<string[]>`array(select id from message where recall_id = r.id order by queued_at, id)`.as(
            "messageIds",
          ),
        ])
        .execute();
    },

    async listWithdrawn(participantIds: readonly string[], unitOfWork: UnitOfWork): Promise<string[]> {
      if (participantIds.length === 0) return [];
      const withdrawn = await database
        .query(unitOfWork)
        .selectFrom("recall as r")
        .where("r.participant_id", "in", [...participantIds])
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom("one_time_link as l")
                .whereRef("l.participant_id", "=", "r.participant_id")
                .where("l.revoked_at", "is", null)
                .select("l.id"),
            ),
          ),
        )
        .distinct()
        .select("r.participant_id as participantId")
        .execute();
      return withdrawn.map(({ participantId }) => participantId);
    },

    findNotice: (messageId: string, unitOfWork: UnitOfWork): Promise<RecallNotice | undefined> =>
      database
        .query(unitOfWork)
        .selectFrom("recall")
        .where("notice_id", "=", messageId)
        .select([
          "sent_to as sentTo",
          "language",
          "calendar_uid as calendarUid",
          "calendar_sequence as calendarSequence",
          "starts_at as startsAt",
          "ends_at as endsAt",
        ])
        .$castTo<RecallNotice>()
        .executeTakeFirst(),
  };
}
export type RecallsRepository = ReturnType<typeof createRecallsRepository>;

/** Whether the participant may have got anything that isn't recalled already. */
async function hasArrived(query: Kysely<Tables>, participantId: string): Promise<boolean> {
  const arrived = await query
    .selectFrom("message")
    .where("participant_id", "=", participantId)
    .where("recall_id", "is", null)
    .where("kind", "<>", "recalled")
    .where((e) =>
      e.or([e("state", "in", ["sending", "handed_over", "done"]), e("may_have_arrived", "=", true)]),
    )
    .select("id")
    .limit(1)
    .executeTakeFirst();
  return arrived !== undefined;
}

/** The notice goes by the same channel as what is recalled. */
async function insertNotice(query: Kysely<Tables>, { meeting, participant, messageId, at }: NewRecall) {
  const id = randomUUID();
  await sql`
    insert into message (id, meeting_id, participant_id, time_version, kind, channel, state, not_before, queued_at, changed_at)
    select ${id}, ${meeting.id}, ${participant.id}, ${meeting.timeVersion}, 'recalled', channel,
      case when channel = 'telephone' then 'to_do' else 'queued' end, ${at}, ${at}, ${at}
    from message where id = ${messageId}`.execute(query);
  return id;
}

/** @returns when the link was first opened. */
async function revokeLink(query: Kysely<Tables>, participantId: string, at: Date): Promise<Date | null> {
  const revoked = await query
    .updateTable("one_time_link")
    .set({ revoked_at: at })
    .where("participant_id", "=", participantId)
    .where("revoked_at", "is", null)
    .returning("first_opened_at as openedAt")
    .executeTakeFirst();
  return revoked?.openedAt ?? null;
}

function rowOf(
  { meeting, participant, messageId, reason, at, by }: NewRecall,
  { noticeId, openedAt }: { noticeId: string | null; openedAt: Date | null },
) {
  return {
    meeting_id: meeting.id,
    participant_id: participant.id,
    message_id: messageId,
    notice_id: noticeId,
    reason,
    recalled_at: at,
    recalled_by: by,
    opened_at: openedAt,
    sent_to: participant.email,
    language: participant.language,
    calendar_uid: participant.uid,
    calendar_sequence: participant.sequence + 1,
    starts_at: meeting.startsAt,
    ends_at: meeting.endsAt,
  };
}
