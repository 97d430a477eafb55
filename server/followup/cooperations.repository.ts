import { sql } from "kysely";
import { ALL_TYPES } from "../meetings/types/all-types.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type {
  CooperationRecord,
  Datum,
  NewCooperation,
  Said,
  SurveyEnds,
  SurveyRecord,
} from "./cooperation-record.ts";
import type { Measure, RecordEnding, RecordRequest, RecordResult } from "./course.contract.ts";

const SURVEYS = ALL_TYPES.filter(({ isJointSurvey }) => isJointSurvey).map(({ code }) => code);

/** Periods of cooperation, each datum with its source and when it was first known. */
export function createCooperationsRepository(database: Database) {
  const know = (id: string, datum: Datum, said: Said, unitOfWork: UnitOfWork) =>
    database
      .query(unitOfWork)
      .insertInto("cooperation_datum")
      .values({ cooperation_id: id, datum, source: said.source, known_at: said.at, recorded_by: said.by })
      .onConflict((conflict) =>
        conflict
          .columns(["cooperation_id", "datum"])
          .doUpdateSet({ source: said.source, recorded_by: said.by }),
      )
      .execute();
  const change = (id: string, values: Record<string, unknown>, unitOfWork: UnitOfWork) =>
    database
      .query(unitOfWork)
      .updateTable("cooperation")
      .set((e) => ({ ...values, revision: e("revision", "+", 1) }))
      .where("id", "=", id)
      .execute();

  return {
    /** All of a case, the latest first; held while the unit of work lasts, when there is one. */
    async list(caseId: string, unitOfWork?: UnitOfWork): Promise<CooperationRecord[]> {
      const query = database.query(unitOfWork);
      if (unitOfWork)
        await sql`select from cooperation_case where id = ${caseId} for no key update`.execute(query);
      const { rows } = await sql<CooperationRecord>`
        select c.id, c.case_id as "caseId", c.revision, c.requested_on as "requestedOn",
          c.requested_by_organisation_id as "requestedBy", c.received_on as "receivedOn", c.employment, c.kommun,
          c.enrolled_at_af as "enrolledAtAf", c.studies, c.benefit_days_before as "benefitDaysBefore",
          c.first_meeting_id as "firstMeetingId", c.first_meeting_on as "firstMeetingOn",
          c.last_meeting_id as "lastMeetingId", c.last_meeting_on as "lastMeetingOn", c.result,
          c.ended_on as "endedOn", c.ending, c.went_to as "wentTo", c.snapshot_sex as sex,
          c.snapshot_birth_year as "birthYear", c.snapshot_benefit as benefit, c.snapshot_office_id as "officeId",
          c.imported_at is not null as "isImported",
          (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'startedOn', started_on, 'endedOn', ended_on)
            order by started_on, kind), '[]') from cooperation_measure where cooperation_id = c.id) as measures
        from cooperation c where c.case_id = ${caseId} order by c.requested_on desc, c.created_at desc`.execute(
        query,
      );
      const known = await sql<{ id: string; datum: Datum } & KnownRow>`
        select d.cooperation_id as id, d.datum, d.source, d.known_at as "knownAt", h.shown_name as "recordedByName"
        from cooperation_datum d join cooperation c on c.id = d.cooperation_id
          left join handlaggare h on h.person_id = d.recorded_by where c.case_id = ${caseId}`.execute(query);
      return rows.map((row) => ({
        ...row,
        known: Object.fromEntries(
          known.rows.filter(({ id }) => id === row.id).map(({ id: _, datum, ...rest }) => [datum, rest]),
        ),
      }));
    },

    /** The case's joint surveys, whatever came of them. */
    async listSurveys(caseId: string, unitOfWork?: UnitOfWork): Promise<SurveyRecord[]> {
      const { rows } = await sql<SurveyRecord>`
        select m.id as "meetingId", m.starts_at as "startsAt", m.status,
          (select min(recorded_at) from outcome o where o.meeting_id = m.id and o.held and not exists (
            select from outcome later where later.meeting_id = m.id and not later.held and later.id > o.id)) as "heldKnownAt",
          (select office_id from participant where meeting_id = m.id and organisation_id = 'forsakringskassan'
            order by left_at is not null, further, created_at limit 1) as "fkOfficeId"
        from meeting m where m.case_id = ${caseId} and m.type = any (${SURVEYS}) order by m.starts_at, m.id`.execute(
        database.query(unitOfWork),
      );
      return rows;
    },

    /** Those of the case who meet the person, and have not left: handläggare of either agency. */
    async listMeeting(caseId: string): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        select distinct p.person_id as id from participant p join meeting m on m.id = p.meeting_id
        where m.case_id = ${caseId} and p.role = 'handlaggare' and p.left_at is null and m.status <> 'cancelled'`.execute(
        database.query(),
      );
      return rows.map(({ id }) => id);
    },

    async insert(asked: NewCooperation, said: Said, unitOfWork: UnitOfWork): Promise<string> {
      const { id } = await database
        .query(unitOfWork)
        .insertInto("cooperation")
        .values({
          case_id: asked.caseId,
          ...requestColumns(asked),
          snapshot_sex: asked.sex,
          snapshot_birth_year: asked.birthYear,
          snapshot_benefit: asked.benefit,
          snapshot_office_id: asked.officeId,
          created_at: said.at,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await know(id, "request", said, unitOfWork);
      if (asked.benefitDaysBefore !== null) await know(id, "benefit_days", said, unitOfWork);
      return id;
    },

    async recordRequest(id: string, asked: RecordRequest, said: Said, unitOfWork: UnitOfWork): Promise<void> {
      await change(id, requestColumns(asked), unitOfWork);
      await know(id, "request", said, unitOfWork);
      if (asked.benefitDaysBefore !== null) await know(id, "benefit_days", said, unitOfWork);
    },

    async recordResult(
      id: string,
      { result }: RecordResult,
      said: Said,
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      await change(id, { result }, unitOfWork);
      await know(id, "result", said, unitOfWork);
    },

    async recordEnding(id: string, ended: RecordEnding, said: Said, unitOfWork: UnitOfWork): Promise<void> {
      const { endedOn, ending, wentTo } = ended;
      await change(id, { ended_on: endedOn, ending, went_to: wentTo }, unitOfWork);
      await know(id, "ending", said, unitOfWork);
    },

    /** What was told before keeps its source and its time; what isn't told any more goes. */
    async recordMeasures(
      id: string,
      measures: readonly Measure[],
      said: Said,
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      const told = JSON.stringify(
        measures.map(({ kind, startedOn, endedOn }) => ({ kind, started_on: startedOn, ended_on: endedOn })),
      );
      const tellings = sql`jsonb_to_recordset(${told}::jsonb) as t (kind text, started_on date, ended_on date)`;
      await sql`delete from cooperation_measure m where m.cooperation_id = ${id}
        and not exists (select from ${tellings} where t.kind = m.kind and t.started_on = m.started_on)`.execute(
        query,
      );
      await sql`update cooperation_measure m set ended_on = t.ended_on from ${tellings}
        where m.cooperation_id = ${id} and t.kind = m.kind and t.started_on = m.started_on`.execute(query);
      await sql`insert into cooperation_measure (cooperation_id, kind, started_on, ended_on, source, known_at, recorded_by)
        select distinct on (t.kind, t.started_on) ${id}::uuid, t.kind, t.started_on, t.ended_on, ${said.source}, ${said.at}::timestamptz, ${said.by}::uuid
        from ${tellings} where not exists (select from cooperation_measure m
          where m.cooperation_id = ${id} and m.kind = t.kind and m.started_on = t.started_on)`.execute(query);
      await change(id, {}, unitOfWork);
      await know(id, "measures", said, unitOfWork);
    },

    /** Writes which meetings the survey began and ended with; each is known since its outcome was told. */
    async setSurveyEnds(id: string, { first, last }: SurveyEnds, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      await change(
        id,
        {
          first_meeting_id: first?.meetingId ?? null,
          first_meeting_on: first?.on ?? null,
          last_meeting_id: last?.meetingId ?? null,
          last_meeting_on: last?.on ?? null,
        },
        unitOfWork,
      );
      await query
        .deleteFrom("cooperation_datum")
        .where("cooperation_id", "=", id)
        .where("datum", "in", ["first_meeting", "last_meeting"])
        .execute();
      const meeting = { source: "meeting", by: null } as const;
      if (first) await know(id, "first_meeting", { ...meeting, at: first.knownAt }, unitOfWork);
      if (last) await know(id, "last_meeting", { ...meeting, at: last.knownAt }, unitOfWork);
    },
  };
}
export type CooperationsRepository = ReturnType<typeof createCooperationsRepository>;

interface KnownRow {
  readonly source: Said["source"];
  readonly knownAt: Date;
  readonly recordedByName: string | null;
}

function requestColumns(asked: RecordRequest) {
  return {
    requested_on: asked.requestedOn,
    requested_by_organisation_id: asked.requestedBy,
    received_on: asked.receivedOn,
    employment: asked.employment,
    kommun: asked.kommun,
    enrolled_at_af: asked.enrolledAtAf,
    studies: asked.studies,
    benefit_days_before: asked.benefitDaysBefore,
  };
}
