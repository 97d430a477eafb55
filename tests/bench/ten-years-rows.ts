import pg from "pg";

/** Twenty-one län with five offices of Försäkringskassan and one of Arbetsförmedlingen each. */
const OFFICES = `
  insert into office (organisation_id, name, lan, address)
    select 'forsakringskassan', 'FK ' || lan || '-' || n, 'Län ' || lan, 'Gatan 1' from generate_series(1, 21) lan, generate_series(1, 5) n
    union all select 'arbetsformedlingen', 'AF ' || lan, 'Län ' || lan, 'Gatan 2' from generate_series(1, 21) lan;
  create temporary table place as select row_number() over () as nth, id from office where organisation_id = 'forsakringskassan';
  create temporary table staff as select person_id as id, office_id from handlaggare where organisation_id = 'forsakringskassan' limit 1;
  create temporary table theirs as select person_id as id, office_id from handlaggare where organisation_id = 'arbetsformedlingen' limit 1;`;

/** 140 000 meetings of ten years, each of somebody of their own, with who they were and how it went. */
const MEETINGS = `
  create temporary table course as
    select nth, gen_random_uuid() as person_id, gen_random_uuid() as case_id, gen_random_uuid() as meeting_id,
      gen_random_uuid() as cooperation_id, r.kind, r.sex, r.benefit, r.age, r.state,
      (select id from place where place.nth = 1 + (c.nth % 105)) as office_id,
      timestamptz '2016-01-04 08:00+01' + interval '1 hour' * floor(r.day * 24 * 3650) as starts_at
    from generate_series(1, 140000) c (nth), lateral (select random() as kind, random() as sex, random() as benefit,
      random() as age, random() as state, random() as day where c.nth > 0) r;
  insert into person select person_id, 'individual' from course;
  insert into cooperation_case (id, individual_id, owner_organisation_id, owner_office_id, benefit, created_at, erased_at)
    select case_id, null, 'forsakringskassan', office_id, 'sjukpenning', starts_at - interval '20 days', starts_at from course;
  insert into meeting (id, reference, case_id, type, status, starts_at, ends_at, mode, created_at, created_by, changed_at, time_set_at,
      talked_with_at, talked_with_by, snapshot_sex, snapshot_birth_year, snapshot_benefit, snapshot_office_id, erased_at)
    select meeting_id, meeting_id, case_id, case when kind < 0.65 then 'gemensam_kartlaggning' when kind < 0.96 then 'omstallningsmote'
      else 'kontaktmote' end, case when state < 0.9 then 'held' else 'not_held' end, starts_at, starts_at + interval '1 hour',
      case when age < 0.5 then 'video' else 'telephone' end, starts_at - interval '20 days', s.id, starts_at, starts_at, starts_at, s.id,
      case when sex < 0.6 then 'woman' else 'man' end, extract(year from starts_at)::int - 19 - floor(age * 45)::int,
      case when benefit < 0.8 then 'sjukpenning' when benefit < 0.95 then 'aktivitetsersattning' else 'ovrig' end, course.office_id, starts_at
    from course, staff s;
  insert into participant (meeting_id, person_id, role, organisation_id, office_id, binding, uid, created_at)
    select meeting_id, person_id, 'individual', null, null, true, meeting_id || '-i', starts_at from course
    union all select meeting_id, s.id, 'handlaggare', 'forsakringskassan', s.office_id, true, meeting_id || '-f', starts_at from course, staff s
    union all select meeting_id, t.id, 'handlaggare', 'arbetsformedlingen', t.office_id, true, meeting_id || '-a', starts_at from course, theirs t;
  create temporary table guest as select gen_random_uuid() as id, meeting_id, starts_at from course where nth <= 80000;
  insert into person select id, 'external' from guest;
  insert into participant (meeting_id, person_id, role, organisation_id, office_id, binding, further, uid, created_at)
    select meeting_id, id, 'external', null, null, false, true, meeting_id || '-e', starts_at from guest;
  insert into outcome (meeting_id, held, reason, recorded_at, recorded_by)
    select meeting_id, state < 0.9, case when state < 0.9 then null when state < 0.96 then 'did_not_come' else 'technical_failure' end,
      starts_at + interval '1 day' * floor(age * 40), s.id from course, staff s;
  insert into answer (participant_id, time_version, status, channel, answered_at)
    select p.id, 1, case when c.state < 0.9 then 'accepted' else 'declined' end, 'web', c.starts_at - interval '15 days'
    from course c join participant p on p.uid = c.meeting_id || '-i' where c.nth % 2 = 0;`;

/** A cooperation of each joint survey, most of them ended. */
const COOPERATIONS = `
  insert into cooperation (id, case_id, requested_on, requested_by_organisation_id, benefit_days_before, first_meeting_id, first_meeting_on,
      last_meeting_id, last_meeting_on, ended_on, ending, went_to, snapshot_sex, snapshot_birth_year, snapshot_benefit,
      snapshot_office_id, created_at, imported_at)
    select c.cooperation_id, c.case_id, c.starts_at::date - 30, 'forsakringskassan', 400, c.meeting_id, c.starts_at::date, c.meeting_id,
      c.starts_at::date, c.starts_at::date + 340, 'avslutat', case when age < 0.5 then 'work' when age < 0.9 then 'remains' else 'no_information' end,
      m.snapshot_sex, m.snapshot_birth_year, m.snapshot_benefit, c.office_id, c.starts_at, c.starts_at
    from course c join meeting m on m.id = c.meeting_id where m.type = 'gemensam_kartlaggning' and m.status = 'held';
  insert into cooperation_datum (cooperation_id, datum, source, known_at)
    select id, datum, 'imported', case datum when 'request' then requested_on when 'ending' then ended_on else first_meeting_on end + interval '36 hours'
    from cooperation, unnest(array['request', 'benefit_days', 'first_meeting', 'last_meeting', 'result', 'measures', 'ending']) datum;
  insert into cooperation_measure (cooperation_id, kind, started_on, ended_on, source, known_at)
    select id, 'work_training', first_meeting_on + 20, first_meeting_on + 200, 'imported', first_meeting_on + interval '40 days'
    from cooperation where snapshot_birth_year % 10 < 7;`;

/**
 * Fills a database that has two agencies and a handläggare at each: in bulk, with no trigger or reference looked at row by row.
 *
 * @returns how many meetings and participants there are.
 */
export async function fillTenYears(url: string): Promise<{ meetings: number; participants: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select setseed(0.5), set_config('session_replication_role', 'replica', false)");
    for (const part of [OFFICES, MEETINGS, COOPERATIONS]) await client.query(part);
    await client.query("analyze");
    const count = async (table: string) =>
      Number((await client.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]!.n);
    return { meetings: await count("meeting"), participants: await count("participant") };
  } finally {
    await client.end();
  }
}
