import { sql, type Kysely } from "kysely";

/**
 * How much time the agencies had together when a month ended, kept since calendars change and can't be asked about the past. By the nodes of the
 * year's tree where both agencies have offices; those above are their sums.
 *
 * And the course of cases whose joint survey was booked before there was one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of [capacity, ...COURSES_OF_EARLIER_SURVEYS]) await change.execute(db);
}

const capacity = sql`
  create table joint_capacity (
    year smallint not null,
    month smallint not null,
    node text not null,
    minutes integer not null,
    noted_at timestamptz not null,
    primary key (year, month, node),
    constraint joint_capacity_month check (month between 1 and 12),
    constraint joint_capacity_minutes check (minutes >= 0)
  )`;

/**
 * Whoever booked the first survey asked for it then, as since 0041. Held meetings are its first and last. What is registered in SUS of it comes with
 * the next thing that happens in the case, as for all others.
 */
export const COURSES_OF_EARLIER_SURVEYS = [
  sql`
  insert into cooperation (case_id, requested_on, requested_by_organisation_id, first_meeting_id, first_meeting_on, last_meeting_id,
    last_meeting_on, snapshot_sex, snapshot_birth_year, snapshot_benefit, snapshot_office_id, created_at)
  select c.id, (asked.created_at at time zone 'Europe/Stockholm')::date, h.organisation_id, first.id, first.held_on, last.id, last.held_on,
    i.sex, i.birth_year, c.benefit, c.owner_office_id, asked.created_at
  from cooperation_case c join individual i on i.person_id = c.individual_id
  cross join lateral (select created_at, created_by from meeting m where m.case_id = c.id and m.type = 'gemensam_kartlaggning'
    and m.status <> 'cancelled' order by created_at, id limit 1) asked
  join handlaggare h on h.person_id = asked.created_by
  left join lateral (select id, (starts_at at time zone 'Europe/Stockholm')::date as held_on from meeting m
    where m.case_id = c.id and m.type = 'gemensam_kartlaggning' and m.status = 'held' order by starts_at, id limit 1) first on true
  left join lateral (select id, (starts_at at time zone 'Europe/Stockholm')::date as held_on from meeting m
    where m.case_id = c.id and m.type = 'gemensam_kartlaggning' and m.status = 'held' order by starts_at desc, id desc limit 1) last on true
  where c.erased_at is null and not exists (select from cooperation known where known.case_id = c.id)`,
  sql`
  insert into cooperation_datum (cooperation_id, datum, source, known_at, recorded_by)
  select o.id, d.datum, 'meeting', d.known_at, d.recorded_by from cooperation o
  cross join lateral (
    select 'request' as datum, o.created_at as known_at,
      (select created_by from meeting m where m.case_id = o.case_id and m.created_at = o.created_at limit 1) as recorded_by
    union all
    select e.datum, coalesce((select min(recorded_at) from outcome where meeting_id = e.id and held), m.starts_at), null
    from (values ('first_meeting', o.first_meeting_id), ('last_meeting', o.last_meeting_id)) e (datum, id) join meeting m on m.id = e.id
  ) d
  where not exists (select from cooperation_datum known where known.cooperation_id = o.id)`,
] as const;
