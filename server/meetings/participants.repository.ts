import { sql, type Kysely } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Tables } from "../platform/database/tables.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type {
  ExternalIdentity,
  NewParticipant,
  ParticipantRecord,
  RepresentativeIdentity,
} from "./meeting-record.ts";

/** Changes who takes part in a meeting. */
export function createParticipantsRepository(database: Database) {
  return {
    /** Somebody leaves, with the SEQUENCE that takes the meeting out of their calendar. */
    async leave(participantId: string, at: Date, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      await query.updateTable("participant").set({ left_at: at }).where("id", "=", participantId).execute();
      await raiseSequence(query, [participantId]);
    },

    /** @returns the new participant's id. */
    async join(
      meetingId: string,
      participant: NewParticipant,
      at: Date,
      unitOfWork: UnitOfWork,
    ): Promise<string> {
      const [id] = await insertParticipants(database.query(unitOfWork), meetingId, [participant], at);
      if (!id) throw new Error("A participant was not written.");
      return id;
    },

    /** Those who were never told of the meeting are in it no more. */
    remove: (participantIds: readonly string[], at: Date, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("participant")
        .set({ left_at: at })
        .where("id", "in", [...participantIds])
        .execute(),

    /** What the participants see of the meeting has changed. */
    raiseSequence: (participantIds: readonly string[], unitOfWork: UnitOfWork) =>
      raiseSequence(database.query(unitOfWork), participantIds),
  };
}
export type ParticipantsRepository = ReturnType<typeof createParticipantsRepository>;

/** @returns their ids, in the order given. */
export async function insertParticipants(
  query: Kysely<Tables>,
  meetingId: string,
  participants: readonly NewParticipant[],
  at: Date,
): Promise<string[]> {
  const rows = await query
    .insertInto("participant")
    .values(
      participants.map((participant) => ({
        meeting_id: meetingId,
        person_id: participant.personId,
        role: participant.role,
        organisation_id: participant.organisationId,
        office_id: participant.officeId,
        binding: participant.binding,
        further: participant.isFurther,
        uid: participant.uid,
        created_at: at,
      })),
    )
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** All who take or took part: the individual first. */
export function loadParticipants(
  query: Kysely<Tables>,
  meetingIds: readonly string[],
): Promise<ParticipantRecord[]> {
  if (meetingIds.length === 0) return Promise.resolve([]);
  return query
    .selectFrom("participant as p")
    .leftJoin("handlaggare as h", "h.person_id", "p.person_id")
    .leftJoin("office as o", "o.id", "p.office_id")
    .leftJoin("individual as i", "i.person_id", "p.person_id")
    .leftJoin("external_party as x", "x.person_id", "p.person_id")
    .leftJoin("representative as r", "r.person_id", "p.person_id")
    .where("p.meeting_id", "in", [...meetingIds])
    .orderBy(sql`array_position('{individual,representative,handlaggare,external}', p.role)`)
    .orderBy("p.further")
    .orderBy("p.organisation_id", "desc")
    .orderBy("p.id")
    .select((e) => [
      "p.id",
      "p.meeting_id as meetingId",
      "p.person_id as personId",
      "p.role",
      "p.binding",
      "p.further as isFurther",
      sql<ExternalIdentity | null>`case when x.person_id is not null then jsonb_build_object('kind', x.kind,
        'organisationName', x.organisation_name, 'phone', x.phone,
        'registeredBy', x.registered_by_organisation_id) end`.as("external"),
      sql<RepresentativeIdentity | null>`case when r.person_id is not null then jsonb_build_object('kind', r.kind,
        'covers', r.covers, 'phone', r.phone, 'validFrom', r.valid_from, 'validUntil', r.valid_until,
        'isWithdrawn', r.withdrawn_at is not null, 'registeredBy', r.registered_by_organisation_id) end`.as(
        "representative",
      ),
      "p.organisation_id as organisationId",
      "p.uid",
      "p.sequence",
      "p.created_at as createdAt",
      "p.left_at as leftAt",
      "h.role as title",
      "o.name as officeName",
      e.fn.coalesce("h.name", "i.name", "x.name", "r.name").as("name"),
      e.fn.coalesce("h.email", "i.email", "x.email", "r.email").as("email"),
      "i.phone",
      "i.address",
      // Who is at work is told by mail; that somebody should call a colleague is not for us to say.
      sql<string[] | null>`case p.role when 'individual' then i.channel_order else array['email'] end`.as(
        "channelOrder",
      ),
      e.fn.coalesce("i.language", "r.language", e.val("sv")).as("language"),
      // Who answers for a protected person would give them away.
      sql<string>`coalesce(i.protection, h.protection, (select protection from cooperation_case c
        join individual represented on represented.person_id = c.individual_id where c.id = r.case_id), 'none')`.as(
        "protection",
      ),
    ])
    .$castTo<ParticipantRecord>()
    .execute();
}

/** The SEQUENCE of everybody who takes part rises. */
export function raiseSequenceOfAll(query: Kysely<Tables>, meetingId: string) {
  return query
    .updateTable("participant")
    .set((e) => ({ sequence: e("sequence", "+", 1) }))
    .where("meeting_id", "=", meetingId)
    .where("left_at", "is", null)
    .execute();
}

async function raiseSequence(query: Kysely<Tables>, participantIds: readonly string[]): Promise<void> {
  await query
    .updateTable("participant")
    .set((e) => ({ sequence: e("sequence", "+", 1) }))
    .where("id", "in", [...participantIds])
    .execute();
}
