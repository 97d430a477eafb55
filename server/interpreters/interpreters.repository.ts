import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { WITHHELD_NAME } from "../meetings/as-shared.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { InterpreterWord } from "./interpreter-record.ts";
import type { InterpretingMoment, KnownInterpreter } from "./interpreter-rules.ts";
import type { InterpreterNeed } from "./interpreters.contract.ts";

/** An interpreter of a meeting, with the latest that is known of them. */
export interface InterpreterRecord extends KnownInterpreter {
  readonly participantId: string;
  readonly name: string;
  readonly languages: string[];
  readonly recordedAt: Date | null;
  readonly recordedByName: string | null;
}

/** A meeting to come that needs an interpreter or has asked one, for one of the handläggare in charge. */
export interface InterpretedMeeting extends InterpretingMoment {
  readonly id: string;
  readonly reference: string;
  readonly individualName: string;
  /** Whether the handläggare booked it, or represents the agency that did. */
  readonly isOurs: boolean;
}

/** The latest word of each interpreter. */
const LATEST = sql`left join lateral (select state, time_version, recorded_at, recorded_by from interpreter_state
  where participant_id = p.id order by id desc limit 1) s on true`;
const INTERPRETERS = sql`participant p join external_party x on x.person_id = p.person_id and x.kind = 'tolk' ${LATEST}`;

/** Reads and writes who needs an interpreter, and how far those asked have come. */
export function createInterpretersRepository(database: Database) {
  return {
    async findNeed(caseId: string): Promise<InterpreterNeed | null> {
      const need = await database
        .query()
        .selectFrom("interpreter_need")
        .where("case_id", "=", caseId)
        .select(["language", "dialect", "way"])
        .$castTo<InterpreterNeed>()
        .executeTakeFirst();
      return need ?? null;
    },

    async setNeed(
      caseId: string,
      { need, at, by }: { need: InterpreterNeed | null; at: Date; by: string },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query.deleteFrom("interpreter_need").where("case_id", "=", caseId).execute();
      if (!need) return;
      await query
        .insertInto("interpreter_need")
        .values({ case_id: caseId, ...need, recorded_at: at, recorded_by: by })
        .execute();
    },

    keepWord: (
      { participantId, timeVersion, state, at, recordedBy }: InterpreterWord,
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .insertInto("interpreter_state")
        .values({
          participant_id: participantId,
          time_version: timeVersion,
          state,
          recorded_at: at,
          recorded_by: recordedBy,
        })
        .execute(),

    /** The interpreters who take part in a meeting. */
    async listOf(meetingId: string): Promise<InterpreterRecord[]> {
      const { rows } = await sql<InterpreterRecord>`
        select p.id as "participantId", x.name, x.languages, s.state, s.time_version as "timeVersion",
          s.recorded_at as "recordedAt", h.shown_name as "recordedByName"
        from ${INTERPRETERS} left join handlaggare h on h.person_id = s.recorded_by
        where p.meeting_id = ${meetingId} and p.left_at is null order by p.id`.execute(database.query());
      return rows;
    },

    /** The booked meetings to come with an interpreter, needed or asked, that a handläggare booked or takes part in. */
    async listToCome(personId: string, now: Date): Promise<InterpretedMeeting[]> {
      const { rows } = await sql<InterpretedMeeting>`
        select * from (
          select m.id, m.reference, m.status, m.starts_at as "startsAt", m.time_version as "timeVersion",
            case when own.id is null or c.owner_organisation_id = own.organisation_id or exists (select from consent
              where case_id = c.id and kind = 'secrecy' and withdrawn_at is null and own.organisation_id = any(parties))
              then i.name else ${WITHHELD_NAME} end as "individualName",
            m.created_by = ${personId} or own.organisation_id = booker.organisation_id as "isOurs",
            exists (select from interpreter_need where case_id = m.case_id) as "isNeeded",
            (select coalesce(jsonb_agg(jsonb_build_object('state', s.state, 'timeVersion', s.time_version)), '[]')
              from ${INTERPRETERS} where p.meeting_id = m.id and p.left_at is null) as interpreters
          from meeting m
          join handlaggare booker on booker.person_id = m.created_by
          join cooperation_case c on c.id = m.case_id
          join participant about on about.meeting_id = m.id and about.role = 'individual'
          join individual i on i.person_id = about.person_id
          left join participant own on own.meeting_id = m.id and own.person_id = ${personId}
            and own.left_at is null and own.role = 'handlaggare' and not own.further
          where m.status = 'booked' and m.starts_at > ${now}
            and (m.created_by = ${personId} or own.id is not null)
            and not exists (select from disqualification d where d.case_id = m.case_id and d.handlaggare_id = ${personId})
        ) as meeting
        where "isNeeded" or interpreters <> '[]' order by "startsAt", id`.execute(database.query());
      return rows;
    },
  };
}
export type InterpretersRepository = ReturnType<typeof createInterpretersRepository>;
