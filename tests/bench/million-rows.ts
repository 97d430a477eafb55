import pg from "pg";
import type { LocalDate } from "../../server/scheduling/local-time.ts";

/** Who can be asked for in the world: a named pair, and pools of three sizes on each side. */
export interface MillionRows {
  readonly caseId: string;
  /** A handläggare of each agency, FK's first. The first may open the case, as the subject below. */
  readonly pair: readonly [string, string];
  readonly subject: string;
  /** An office of each agency, in the same order: 50 handläggare at each. */
  readonly offices: readonly [string, string];
  /** A län with 100 handläggare of each agency, and one with 500. */
  readonly lan100: string;
  readonly lan500: string;
  readonly handlaggare: number;
  readonly occupancyRows: number;
}

/** Two agencies with 50 offices each: ten in the first län, two in each of the other twenty; 50 handläggare at every office. */
const PEOPLE = `
  insert into organisation values
    ('forsakringskassan', 'Försäkringskassan', '0771-524 524'), ('arbetsformedlingen', 'Arbetsförmedlingen', '0771-416 416');
  insert into office (organisation_id, name, lan, address)
    select o.id, 'Kontor ' || n, 'Län ' || case when n < 10 then 0 else (n - 8) / 2 end, 'Gatan ' || n
    from organisation o, generate_series(0, 49) n;
  create temporary table staff as
    select gen_random_uuid() as id, o.id as office_id, o.organisation_id, o.name || '-' || n as subject
    from office o, generate_series(1, 50) n;
  insert into person select id, 'handlaggare' from staff;
  insert into handlaggare (person_id, organisation_id, office_id, subject, name, email, role,
      buffer_before_minutes, buffer_after_minutes, cap_per_day)
    select id, organisation_id, office_id, subject, 'Handläggare ' || subject, subject || '@example.test',
      case organisation_id when 'forsakringskassan' then 'forsakringsutredare' else 'arbetsformedlare' end, 5, 10, 5
    from staff;
  with someone as (insert into person (kind) values ('individual') returning id)
    insert into individual select id, 'Kim Lind', '', 'none', '', 1980, 'woman', 'kim@example.test', null, 'sv', 'none'
    from someone;
  insert into cooperation_case (individual_id, owner_organisation_id, owner_office_id, benefit, created_at)
    select i.person_id, o.organisation_id, o.id, 'sjukpenning', $monday
    from individual i, office o where o.organisation_id = 'forsakringskassan' and o.name = 'Kontor 20';`;

/** Half a year of working time for everyone, a forenoon and an afternoon a day. */
const OPEN_TIME = `
  insert into open_time
    select s.id, tstzrange((on_date + opens) at time zone 'Europe/Stockholm', (on_date + shuts) at time zone 'Europe/Stockholm')
    from generate_series($monday, $monday + 190, interval '1 day') on_date, staff s,
      (values (time '08:00', time '12:00'), ('12:30', '17:00')) half (opens, shuts)
    where extract(isodow from on_date) < 6
    order by s.id, on_date, opens;
  insert into open_time_horizon select id, $monday + 190, '' from staff;`;

/** An absence of half a day in every other week of everyone's. */
const ABSENCES = `
  insert into absence (handlaggare_id, during)
    select s.id, tstzrange(starts_at, starts_at + interval '4 hours')
    from staff s, generate_series(0, 5) nth,
      lateral (select ($monday + 14 * nth + floor(random() * 5)::int + time '13:00') at time zone 'Europe/Stockholm' as starts_at
        where s.id is not null) at;`;

/**
 * Four meetings of half an hour to an hour spread over each working day of twelve weeks, in no order, as they are booked. The
 * meetings themselves are not what a search reads: one stands for all. Nor does it read the index of the constraint against double
 * booking, which takes longest to build and is left out.
 */
const OCCUPANCY = `
  insert into meeting (reference, case_id, type, status, starts_at, ends_at, mode, created_at, created_by, changed_at,
      time_set_at, talked_with_at, talked_with_by, snapshot_sex, snapshot_birth_year, snapshot_benefit)
    select 'BENCH', c.id, 'uppfoljningsmote', 'not_held', $monday, $monday + 1, 'video', $monday, s.id, $monday,
      $monday, $monday, s.id, 'woman', 1980, 'sjukpenning'
    from cooperation_case c, staff s limit 1;
  alter table occupancy drop constraint occupancy_no_double_booking;
  drop index occupancy_start;
  insert into occupancy (person_id, meeting_id, during)
    select id, meeting_id, tstzrange(starts_at, starts_at + length) from (
      select s.id, m.id as meeting_id, interval '15 minutes' * (2 + floor(random() * 3)) as length,
        (on_date + time '08:00') at time zone 'Europe/Stockholm'
          + interval '5 minutes' * (27 * nth + floor(random() * 16)) as starts_at
      from staff s, meeting m, generate_series($monday, $monday + 82, interval '1 day') on_date, generate_series(0, 3) nth
      where extract(isodow from on_date) < 6
      order by random()) busy;
  create index occupancy_start on occupancy (person_id, lower(during)) include (during, meeting_id, expires_at);`;

const DESCRIPTION = `
  select (select id from cooperation_case) as "caseId",
    (select array_agg(person_id order by organisation_id desc) from handlaggare where subject = 'Kontor 20-1') as pair,
    'Kontor 20-1' as subject,
    (select array_agg(id order by organisation_id desc) from office where name = 'Kontor 20') as offices,
    'Län 6' as lan100, 'Län 0' as lan500,
    (select count(*)::int from handlaggare) as handlaggare,
    (select count(*)::int from occupancy) as "occupancyRows"`;

/**
 * Fills a migrated, empty database with a country: 5 000 handläggare who have half a year of open time and more than a million
 * rows of occupancy, and one individual with a case.
 *
 * @param monday the first day with open time and meetings.
 */
export async function fillMillionRows(databaseUrl: string, monday: LocalDate): Promise<MillionRows> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Foreign keys are right by the way the rows are made; to check each costs more than to write it.
    await client.query(
      "set session_replication_role = replica; set work_mem = '512MB'; set maintenance_work_mem = '512MB'; select setseed(0.5)",
    );
    for (const statements of [PEOPLE, OPEN_TIME, ABSENCES, OCCUPANCY])
      await client.query(statements.replaceAll("$monday", `date '${monday}'`));
    await client.query("vacuum analyze");
    const { rows } = await client.query<MillionRows>(DESCRIPTION);
    return rows[0]!;
  } finally {
    await client.end();
  }
}
