import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MeetingRecord, NewMeeting, NewTime } from "./meeting-record.ts";
import type { CancelMeeting, MeetingStatus } from "./meetings.contract.ts";
import { completeMeetings, isNotDisqualified, selectMeetings } from "./meeting-rows.repository.ts";
import { takesTimeIn } from "./offers.repository.ts";
import { insertParticipants, raiseSequenceOfAll } from "./participants.repository.ts";
import type { ShortNotice } from "./short-notice.contract.ts";

/** Reads and writes meetings, their participants and their event log. */
export function createMeetingsRepository(database: Database) {
  return {
    /** The meeting with its participants. `forUpdate` locks the meeting's row until the unit of work ends. */
    async find(
      meetingId: string,
      options: { unitOfWork?: UnitOfWork; forUpdate?: boolean } = {},
    ): Promise<MeetingRecord | undefined> {
      const query = database.query(options.unitOfWork);
      if (options.forUpdate) {
        await sql`select id from meeting where id = ${meetingId} for no key update`.execute(query);
      }
      const meetings = await selectMeetings(query).where("m.id", "=", meetingId).execute();
      const [meeting] = await completeMeetings(query, meetings);
      return meeting;
    },

    /** The meeting of a participation that is a person's, and which they have not left. */
    async findByParticipant(participantId: string, personId: string): Promise<string | undefined> {
      const found = await database
        .query()
        .selectFrom("participant")
        .where("id", "=", participantId)
        .where("person_id", "=", personId)
        .where("left_at", "is", null)
        .select("meeting_id as meetingId")
        .executeTakeFirst();
      return found?.meetingId;
    },

    /** The meetings a handläggare takes part in that overlap a period, soonest first; no drafts or offers of which they hold no time. */
    async listFor(
      personId: string,
      period: { from?: Date | undefined; to?: Date | undefined },
      paging: { limit: number; page: number },
    ): Promise<{ items: MeetingRecord[]; total: number; limit: number; page: number }> {
      let query = selectMeetings(database.query()).where((e) =>
        e.exists(
          e
            .selectFrom("participant as mine")
            .whereRef("mine.meeting_id", "=", "m.id")
            .where("mine.person_id", "=", personId)
            .where("mine.left_at", "is", null)
            .where((or) =>
              or.or([or("mine.binding", "=", true), or("m.status", "not in", ["draft", "offered"])]),
            )
            .select("mine.id"),
        ),
      );
      query = query.where(isNotDisqualified(personId));
      if (period.from || period.to) query = query.where(takesTimeIn(period));
      const { total } = await query
        .clearSelect()
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const meetings = await query
        .orderBy("m.starts_at")
        .orderBy("m.id")
        .limit(paging.limit)
        .offset((paging.page - 1) * paging.limit)
        .execute();
      return { items: await completeMeetings(database.query(), meetings), total, ...paging };
    },

    async insert(meeting: NewMeeting, unitOfWork: UnitOfWork): Promise<string> {
      const query = database.query(unitOfWork);
      const { id } = await query
        .insertInto("meeting")
        .values({
          reference: meeting.reference,
          case_id: meeting.caseId,
          type: meeting.type,
          status: statusOf(meeting),
          answer_by: meeting.answerBy,
          confirm_by: meeting.confirmBy,
          continues_meeting_id: meeting.continuesMeetingId,
          open_from: meeting.opening?.fromOn ?? null,
          open_until: meeting.opening?.untilOn ?? null,
          open_loosen: [...(meeting.opening?.loosen ?? [])],
          starts_at: meeting.startsAt,
          ends_at: meeting.endsAt,
          mode: meeting.mode,
          place: meeting.place,
          created_at: meeting.at,
          created_by: meeting.createdBy,
          changed_at: meeting.at,
          time_set_at: meeting.at,
          talked_with_at: meeting.at,
          talked_with_by: meeting.createdBy,
          decision_communicated_on: meeting.decisionCommunicatedOn,
          cancellation_reason: null,
          rejection_reason: null,
          snapshot_sex: meeting.snapshot.sex,
          snapshot_birth_year: meeting.snapshot.birthYear,
          snapshot_benefit: meeting.snapshot.benefit,
          snapshot_office_id: meeting.snapshot.officeId,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await insertParticipants(query, id, meeting.participants, meeting.at);
      return id;
    },

    /** Gives the meeting a new time: revision, time version and every participant's SEQUENCE rise. */
    async move(meetingId: string, time: NewTime, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      await query
        .updateTable("meeting")
        .set((e) => ({
          starts_at: time.startsAt,
          ends_at: time.endsAt,
          mode: time.mode,
          place: time.place,
          changed_at: time.at,
          time_set_at: time.at,
          revision: e("revision", "+", 1),
          time_version: e("time_version", "+", 1),
        }))
        .where("id", "=", meetingId)
        .execute();
      await raiseSequenceOfAll(query, meetingId);
    },

    /**
     * Makes the meeting longer: revision and every participant's SEQUENCE rise. Not the time version: answers stand, and no
     * message is due.
     */
    async extend(
      meetingId: string,
      { endsAt, at }: { endsAt: Date; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query
        .updateTable("meeting")
        .set((e) => ({ ends_at: endsAt, changed_at: at, revision: e("revision", "+", 1) }))
        .where("id", "=", meetingId)
        .execute();
      await raiseSequenceOfAll(query, meetingId);
    },

    async cancel(
      meetingId: string,
      { reason, at }: { reason: CancelMeeting["reason"]; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query
        .updateTable("meeting")
        .set((e) => ({
          status: "cancelled",
          cancellation_reason: reason,
          changed_at: at,
          revision: e("revision", "+", 1),
        }))
        .where("id", "=", meetingId)
        .execute();
      await raiseSequenceOfAll(query, meetingId);
    },

    /**
     * Something a participant did: the revision rises, the calendar entry stays as it is.
     *
     * @param changedAt given when feeds are to notice, since somebody came or went.
     */
    raiseRevision: (meetingId: string, unitOfWork: UnitOfWork, changedAt?: Date) =>
      database
        .query(unitOfWork)
        .updateTable("meeting")
        .set((e) => ({ revision: e("revision", "+", 1), ...(changedAt && { changed_at: changedAt }) }))
        .where("id", "=", meetingId)
        .execute(),

    /** Appends what happened; sockets learn of it when the unit of work commits. */
    appendEvent: (event: NewEvent, unitOfWork: UnitOfWork) =>
      sql`insert into event_log
          (meeting_id, kind, revision, actor_id, occurred_at, short_notice_reason, short_notice_text)
        select id, ${event.kind}, revision, ${event.actorId}, ${event.at}, ${event.shortNotice?.reason ?? null},
          ${event.shortNotice?.text ?? null} from meeting where id = ${event.meetingId}`.execute(
        database.query(unitOfWork),
      ),

    /** Tells open pages that something about the meeting changed, though not the meeting itself. */
    announce: async (meetingId: string): Promise<void> => {
      await sql`select pg_notify('meeting_event', ${meetingId})`.execute(database.query());
    },

    async listEvents(meetingId: string) {
      const events = await database
        .query()
        .selectFrom("event_log as e")
        .leftJoin("handlaggare as h", "h.person_id", "e.actor_id")
        .where("e.meeting_id", "=", meetingId)
        .orderBy("e.id")
        .select([
          "e.occurred_at as at",
          "e.kind",
          "h.shown_name as byName",
          "e.short_notice_reason as reason",
          "e.short_notice_text as text",
        ])
        .$narrowType<{ reason: ShortNotice["reason"] | null }>()
        .execute();
      return events.map(({ reason, text, ...event }) => ({
        ...event,
        shortNotice: reason && { reason, text },
      }));
    },
  };
}
/** Something that happened to a meeting. */
interface NewEvent {
  readonly meetingId: string;
  readonly kind: string;
  readonly actorId: string | null;
  readonly at: Date;
  readonly shortNotice?: ShortNotice | undefined;
}

export type MeetingsRepository = ReturnType<typeof createMeetingsRepository>;

/** A meeting begins as a draft where the other agency has to confirm, else offered or booked. */
function statusOf({ confirmBy, answerBy }: NewMeeting): MeetingStatus {
  if (confirmBy) return "draft";
  return answerBy ? "offered" : "booked";
}
