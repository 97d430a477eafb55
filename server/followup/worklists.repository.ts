import { sql, type RawBuilder } from "kysely";
import type { StaffActor } from "../identity/actor.ts";
import { ALL_TYPES } from "../meetings/types/all-types.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { LocalDate } from "../scheduling/local-time.ts";
import type { WorklistItem, WorklistKind } from "./worklists.contract.ts";

/** How many of a list are read. */
const MOST = 50;
/** Days ahead that are looked at for what a meeting still lacks. */
const AHEAD = "30 days";
/** How long a message may be on its way before somebody should see to it. */
const ON_ITS_WAY = "2 days";
/** Days before the last useful one when there is little time left. */
const CLOSING_DAYS = 30;

export type WorklistRow = Omit<WorklistItem, "at"> & { readonly at: Date | null };

/** When it is: an instant, and its Swedish date. */
export interface WorklistMoment {
  readonly now: Date;
  readonly today: LocalDate;
}

type Sql = RawBuilder<unknown>;

/**
 * What an office has to see to, from what is known of its meetings and cases. Nobody sees what they are disqualified from, nor of a person with
 * protected identity what they aren't assigned to.
 */
export function createWorklistsRepository(database: Database) {
  return {
    async read(kind: WorklistKind, reader: StaffActor, moment: WorklistMoment) {
      const { rows } = await LISTS[kind](reader, moment).execute(database.query());
      const total = rows[0]?.total ?? 0;
      return { kind, total, items: rows.map(({ total: _, ...row }) => row) };
    },
  };
}
export type WorklistsRepository = ReturnType<typeof createWorklistsRepository>;

const LISTS: Readonly<
  Record<
    WorklistKind,
    (reader: StaffActor, moment: WorklistMoment) => RawBuilder<WorklistRow & { total: number }>
  >
> = {
  no_outcome: (reader, { now }) =>
    meetingsOf(reader, { where: sql`m.status = 'booked' and m.ends_at <= ${now}`, at: sql`m.starts_at` }),
  consent_missing: (reader, { now }) =>
    casesOf(reader, {
      where: sql`(${underWay} or ${meetingToCome(now)}) and (not ${agreed} or (${underWay} and not ${askedOfSus}))`,
      detail: sql`case when ${agreed} then 'sus' else 'secrecy' end`,
    }),
  no_proven_channel: (reader, { now }) =>
    meetingsOf(reader, {
      where: sql`${bookedAhead(now)} and m.time_set_at <= ${now}::timestamptz - ${ON_ITS_WAY}::interval and not exists (
        select from participant p where p.meeting_id = m.id and p.role in ('individual', 'representative')
          and (exists (select from answer a where a.participant_id = p.id and a.time_version = m.time_version)
            or exists (select from message x where x.participant_id = p.id and x.time_version = m.time_version
              and (x.delivered_at is not null or x.opened_at is not null or x.state = 'done'))))`,
      at: sql`m.starts_at`,
    }),
  interpreter_missing: (reader, { now }) =>
    meetingsOf(reader, {
      where: sql`${bookedAhead(now)} and exists (select from interpreter_need n where n.case_id = m.case_id) and not exists (
        select from participant p join external_party x on x.person_id = p.person_id and x.kind = 'tolk'
        where p.meeting_id = m.id and p.left_at is null and (select s.state from interpreter_state s
          where s.participant_id = p.id and s.time_version = m.time_version order by s.id desc limit 1) = 'confirmed')`,
      at: sql`m.starts_at`,
    }),
  window_closing: (reader, { today }) => {
    const day = sql`(c.chain_day + (${today}::date - c.chain_day_on))`;
    return casesOf(reader, {
      where: sql`exists (select from (values ${WINDOWS}) as w (type, first_day, last_day)
        where ${day} between w.first_day and w.last_day and w.last_day - ${day} <= ${CLOSING_DAYS}
          and not exists (select from meeting m where m.case_id = c.id and m.type = w.type and m.status <> 'cancelled'))`,
      byOn: sql`(c.chain_day_on + ((select max(w.last_day) from (values ${WINDOWS}) as w (type, first_day, last_day)) - c.chain_day))`,
    });
  },
  offer_unanswered: (reader) =>
    meetingsOf(reader, {
      where: sql`m.status = 'offered' and not exists (select from participant p join answer a on a.participant_id = p.id
        and a.time_version = m.time_version where p.meeting_id = m.id and p.role = 'individual')`,
      at: sql`m.answer_by`,
    }),
  no_next_step: (reader, { now, today }) =>
    casesOf(reader, {
      where: sql`${underWay} and not ${meetingToCome(now)} and not exists (select from cooperation o
        join cooperation_measure s on s.cooperation_id = o.id
        where o.case_id = c.id and o.ended_on is null and (s.ended_on is null or s.ended_on >= ${today}))`,
      detail: sql`(select case
          when o.last_meeting_on is null then 'nothing_planned' when o.result is null then 'result'
          when o.result = 'plan_with_measures' and not exists (select from cooperation_datum d
            where d.cooperation_id = o.id and d.datum = 'measures') then 'measures'
          else 'ending' end
        from cooperation o where o.case_id = c.id and o.ended_on is null and o.imported_at is null)`,
    }),
};

const WINDOWS = sql.join(
  ALL_TYPES.flatMap(({ code, window }) =>
    window ? [sql`(${code}, ${window.fromChainDay}::int, ${window.toChainDay}::int)`] : [],
  ),
);
const underWay = sql`exists (select from cooperation o where o.case_id = c.id and o.ended_on is null and o.imported_at is null)`;
const agreed = sql`exists (select from consent k where k.case_id = c.id and k.kind = 'secrecy' and k.withdrawn_at is null
  and k.parties @> '{forsakringskassan,arbetsformedlingen}')`;
const askedOfSus = sql`exists (select from consent k where k.case_id = c.id and k.kind = 'sus')`;
const meetingToCome = (now: Date) =>
  sql`exists (select from meeting m where m.case_id = c.id and m.status in ('draft', 'offered', 'booked') and m.ends_at > ${now})`;
const bookedAhead = (now: Date) =>
  sql`m.status = 'booked' and m.starts_at between ${now} and ${now}::timestamptz + ${AHEAD}::interval`;

const isBarred = ({ personId }: StaffActor) =>
  sql`exists (select from disqualification d where d.case_id = c.id and d.handlaggare_id = ${personId})`;
const mayOpenCase = ({ personId, organisationId }: StaffActor) =>
  sql`(case when i.protection = 'none' then c.owner_organisation_id = ${organisationId}
    else exists (select from case_assignment g where g.case_id = c.id and g.handlaggare_id = ${personId}) end)`;

/** Meetings that somebody of the office takes part in. */
function meetingsOf(reader: StaffActor, { where, at }: { where: Sql; at: Sql }) {
  const { personId, officeId, organisationId } = reader;
  const own = sql`from participant p join handlaggare h on h.person_id = p.person_id
    where p.meeting_id = m.id and p.role = 'handlaggare' and p.left_at is null and h.office_id = ${officeId}`;
  const mayOpen = sql`(m.created_by = ${personId} or exists (select ${own} and p.person_id = ${personId}))`;
  const mayKnow = sql`(${mayOpenCase(reader)} or (${mayOpen} and (c.owner_organisation_id = ${organisationId} or ${agreed})))`;
  return sql<WorklistRow & { total: number }>`
    select case when ${mayOpen} then m.id end as "meetingId", null::uuid as "caseId", m.type, ${at} as at, null::date as "byOn", null as detail,
      case when ${mayKnow} then i.name end as "individualName", ${mayOpen} as "mayOpen",
      array(select h.shown_name ${own} order by h.shown_name) as "handlaggareNames", count(*) over () as total
    from meeting m join cooperation_case c on c.id = m.case_id join individual i on i.person_id = c.individual_id
    where ${where} and m.erased_at is null and exists (select ${own}) and not ${isBarred(reader)}
      and (i.protection = 'none' or ${mayOpen})
    order by ${at}, m.id limit ${MOST}`;
}

/** Cases of the office that the reader may open. */
function casesOf(
  reader: StaffActor,
  { where, byOn = sql`null::date`, detail = sql`null` }: { where: Sql; byOn?: Sql; detail?: Sql },
) {
  return sql<WorklistRow & { total: number }>`
    select null::uuid as "meetingId", c.id as "caseId", null as type, null::timestamptz as at, ${byOn} as "byOn",
      ${detail} as detail, i.name as "individualName", true as "mayOpen",
      array(select h.shown_name from case_assignment g join handlaggare h on h.person_id = g.handlaggare_id
        where g.case_id = c.id order by h.shown_name) as "handlaggareNames", count(*) over () as total
    from cooperation_case c join individual i on i.person_id = c.individual_id
    where c.owner_office_id = ${reader.officeId} and ${where} and ${mayOpenCase(reader)} and not ${isBarred(reader)}
    order by ${byOn}, c.created_at, c.id limit ${MOST}`;
}
