import { sql, type Kysely } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Tables } from "../platform/database/tables.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MeetingRecord, NewMeeting, NewTime } from "./meeting-record.ts";
import type { CancelMeeting, MeetingStatus } from "./meetings.contract.ts";
import { loadHeldTimes, takesTimeIn } from "./offers.repository.ts";
import { insertParticipants, loadParticipants, raiseSequenceOfAll } from "./participants.repository.ts";

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
      const [meeting] = await complete(query, meetings);
      return meeting;
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
      return { items: await complete(database.query(), meetings), total, ...paging };
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
    appendEvent: (
      event: { meetingId: string; kind: string; actorId: string | null; at: Date },
      unitOfWork: UnitOfWork,
    ) =>
      sql`insert into event_log (meeting_id, kind, revision, actor_id, occurred_at)
        select id, ${event.kind}, revision, ${event.actorId}, ${event.at} from meeting where id = ${event.meetingId}`.execute(
        database.query(unitOfWork),
      ),

    /** Tells open pages that something about the meeting changed, though not the meeting itself. */
    announce: async (meetingId: string): Promise<void> => {
      await sql`select pg_notify('meeting_event', ${meetingId})`.execute(database.query());
    },

    listEvents: (meetingId: string) =>
      database
        .query()
        .selectFrom("event_log as e")
        .leftJoin("handlaggare as h", "h.person_id", "e.actor_id")
        .where("e.meeting_id", "=", meetingId)
        .orderBy("e.id")
        .select(["e.occurred_at as at", "e.kind", "h.name as byName"])
        .execute(),
  };
}
export type MeetingsRepository = ReturnType<typeof createMeetingsRepository>;

/** A meeting begins as a draft where the other agency has to confirm, else offered or booked. */
function statusOf({ confirmBy, answerBy }: NewMeeting): MeetingStatus {
  if (confirmBy) return "draft";
  return answerBy ? "offered" : "booked";
}

function selectMeetings(query: Kysely<Tables>) {
  return query
    .selectFrom("meeting as m")
    .innerJoin("handlaggare as booker", "booker.person_id", "m.created_by")
    .innerJoin("handlaggare as talker", "talker.person_id", "m.talked_with_by")
    .select([
      "m.id",
      "m.reference",
      "m.case_id as caseId",
      "m.type",
      "m.status",
      "m.starts_at as startsAt",
      "m.ends_at as endsAt",
      "m.mode",
      "m.place",
      "m.revision",
      "m.time_version as timeVersion",
      "m.created_at as createdAt",
      "m.created_by as createdBy",
      "m.changed_at as changedAt",
      "m.time_set_at as timeSetAt",
      "m.talked_with_at as talkedWithAt",
      "talker.name as talkedWithByName",
      "m.decision_communicated_on as decisionCommunicatedOn",
      "m.cancellation_reason as cancellationReason",
      "m.answer_by as answerBy",
      "m.confirm_by as confirmBy",
      "m.rejection_reason as rejectionReason",
      "booker.organisation_id as bookedByOrganisationId",
    ]);
}

/** Adds who takes part and which times were offered. */
async function complete(
  query: Kysely<Tables>,
  meetings: readonly { id: string; answerBy: Date | null }[],
): Promise<MeetingRecord[]> {
  const offered = meetings.filter(({ answerBy }) => answerBy !== null);
  const participants = await loadParticipants(
    query,
    meetings.map(({ id }) => id),
  );
  const heldTimes = await loadHeldTimes(
    query,
    offered.map(({ id }) => id),
  );
  return meetings.map((meeting) => {
    const all = participants.filter(({ meetingId }) => meetingId === meeting.id);
    return {
      ...meeting,
      heldTimes: heldTimes.filter(({ meetingId }) => meetingId === meeting.id),
      participants: all.filter(({ leftAt }) => leftAt === null),
      formerParticipants: all.filter(({ leftAt }) => leftAt !== null),
    } as unknown as MeetingRecord;
  });
}
