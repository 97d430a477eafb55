import { sql, type Kysely } from "kysely";
import { sentToOf, type SentTo } from "../invitations/sent-to.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { Database } from "../platform/database/database.ts";
import type { Tables } from "../platform/database/tables.ts";
import type { MessageChannel } from "../people/people.contract.ts";
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
     * superseded, and whoever may have got any of it will be told, by the way it came. The meeting is locked.
     */
    async recall(recall: NewRecall, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      const { id: participantId } = recall.participant;
      const arrived = await listArrived(query, recall);
      const openedAt = await revokeLink(query, participantId, recall.at);
      const { id: recallId } = await query
        .insertInto("recall")
        .values(rowOf(recall, openedAt))
        .returning("id")
        .executeTakeFirstOrThrow();
      await sql`
        update message set recall_id = ${recallId}, lease_until = null,
          state = case when state in ('queued', 'sending', 'to_do') then 'superseded' else state end,
          changed_at = case when state in ('queued', 'sending', 'to_do') then ${recall.at} else changed_at end
        where participant_id = ${participantId} and recall_id is null and kind <> 'recalled'`.execute(query);
      await insertNotices(query, { ...recall, recallId }, arrived);
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
          "h.shown_name as recalledByName",
          "h.organisation_id as recalledByOrganisationId",
          "r.opened_at as openedAt",
          sql<
            string[]
          >`array(select id from message where recall_id = r.id and kind <> 'recalled' order by queued_at, id)`.as(
            "messageIds",
          ),
        ])
        .$castTo<RecallRecord>()
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

    /** The messages that a notice is about: those of its recall that went by the same way to the same address. */
    async listRecalledWith(noticeId: string, unitOfWork: UnitOfWork): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        select recalled.id from message notice join message recalled
          on recalled.recall_id = notice.recall_id and recalled.kind <> 'recalled'
          and recalled.channel = notice.channel and recalled.sent_to is not distinct from notice.sent_to
        where notice.id = ${noticeId} and notice.kind = 'recalled'`.execute(database.query(unitOfWork));
      return rows.map(({ id }) => id);
    },

    findNotice: (messageId: string, unitOfWork: UnitOfWork): Promise<RecallNotice | undefined> =>
      database
        .query(unitOfWork)
        .selectFrom("message as notice")
        .innerJoin("recall as r", "r.id", "notice.recall_id")
        .where("notice.id", "=", messageId)
        .where("notice.kind", "=", "recalled")
        .select([
          "notice.sent_to as sentTo",
          "r.language",
          "r.calendar_uid as calendarUid",
          "r.calendar_sequence as calendarSequence",
          "r.starts_at as startsAt",
          "r.ends_at as endsAt",
        ])
        .$castTo<RecallNotice>()
        .executeTakeFirst(),
  };
}
export type RecallsRepository = ReturnType<typeof createRecallsRepository>;

/** By which way something went to somebody. */
interface Way {
  readonly channel: MessageChannel;
  readonly sentTo: SentTo | null;
}

/**
 * The ways in which the participant may have got anything that isn't recalled already, each once. A call reached whoever
 * answered, so only one that is recalled itself is taken back by a call. What was lost on the way out has kept no address: it is
 * taken to have gone where it would go now.
 */
async function listArrived(
  query: Kysely<Tables>,
  { participant, messageId }: NewRecall,
): Promise<readonly Way[]> {
  const arrived = await query
    .selectFrom("message")
    .where("participant_id", "=", participant.id)
    .where("recall_id", "is", null)
    .where("kind", "<>", "recalled")
    .where((e) => e.or([e("channel", "<>", "telephone"), e("id", "=", messageId)]))
    .where((e) =>
      e.or([e("state", "in", ["sending", "handed_over", "done"]), e("may_have_arrived", "=", true)]),
    )
    .orderBy("queued_at")
    .select(["channel", "sent_to as sentTo"])
    .$castTo<Way>()
    .execute();
  const ways = arrived.map(({ channel, sentTo }) => ({
    channel,
    sentTo: sentTo ?? sentToOf(channel, participant),
  }));
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}

/** A notice goes by each way in which what is recalled went. */
async function insertNotices(
  query: Kysely<Tables>,
  { meeting, participant, recallId, at }: NewRecall & { readonly recallId: string },
  ways: readonly Way[],
): Promise<void> {
  if (ways.length === 0) return;
  await query
    .insertInto("message")
    .values(
      ways.map(({ channel, sentTo }) => ({
        meeting_id: meeting.id,
        participant_id: participant.id,
        time_version: meeting.timeVersion,
        kind: "recalled",
        channel,
        state: channel === "telephone" ? "to_do" : "queued",
        not_before: at,
        queued_at: at,
        changed_at: at,
        recall_id: recallId,
        sent_to: sentTo && JSON.stringify(sentTo),
      })),
    )
    .execute();
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

function rowOf({ meeting, participant, messageId, reason, at, by }: NewRecall, openedAt: Date | null) {
  return {
    meeting_id: meeting.id,
    participant_id: participant.id,
    message_id: messageId,
    reason,
    recalled_at: at,
    recalled_by: by,
    opened_at: openedAt,
    language: participant.language,
    calendar_uid: participant.uid,
    calendar_sequence: participant.sequence + 1,
    starts_at: meeting.startsAt,
    ends_at: meeting.endsAt,
  };
}
