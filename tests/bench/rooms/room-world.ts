import pg from "pg";
import { mintSession, staffSession, type Invitee } from "../../support/room-cluster.ts";

/** Two agencies with an office each, as many handläggare at each as there are meetings, and one individual. */
const PEOPLE = `
  insert into organisation (id, name, phone) values
    ('forsakringskassan', 'Försäkringskassan', '08-465 004 10'),
    ('arbetsformedlingen', 'Arbetsförmedlingen', '08-465 004 20');
  insert into office (organisation_id, name, lan, address)
    select id, 'Kontor', 'Uppsala län', 'Storgatan 1' from organisation;
  create temporary table staff as
    select gen_random_uuid() as id, o.id as office_id, o.organisation_id, n
    from office o, generate_series(1, $meetings) n;
  insert into person (id, kind) select id, 'handlaggare' from staff;
  insert into handlaggare (person_id, organisation_id, office_id, subject, name, email, role)
    select id, organisation_id, office_id, organisation_id || n, 'Handläggare ' || n, 'h' || n || '@example.test',
      case organisation_id when 'forsakringskassan' then 'forsakringsutredare' else 'arbetsformedlare' end
    from staff;
  with someone as (insert into person (kind) values ('individual') returning id)
    insert into individual (person_id, name, personnummer_encrypted, personnummer_key_id, personnummer_hash,
      birth_year, sex, email, language)
    select id, 'Kim Lind', '', 'none', '', 1980, 'woman', 'kim@example.test', 'sv' from someone;
  insert into cooperation_case (individual_id, owner_organisation_id, owner_office_id, benefit, created_at)
    select i.person_id, o.organisation_id, o.id, 'sjukpenning', now()
    from individual i, office o where o.organisation_id = 'forsakringskassan';
  insert into consent (case_id, kind, parties, given_on, recorded_at, recorded_by)
    select c.id, 'secrecy', '{forsakringskassan,arbetsformedlingen}', current_date, now(), s.id
    from cooperation_case c, staff s limit 1;`;

/** A meeting that has just begun for each pair of handläggare, and the individual's opened link to it. */
const MEETINGS = `
  create temporary table pair as
    select f.n, f.id as fk, a.id as af, gen_random_uuid() as meeting_id
    from staff f join staff a using (n)
    where f.organisation_id = 'forsakringskassan' and a.organisation_id = 'arbetsformedlingen';
  insert into meeting (id, reference, case_id, type, status, starts_at, ends_at, mode, created_at, created_by, changed_at,
      time_set_at, talked_with_at, talked_with_by, snapshot_sex, snapshot_birth_year, snapshot_benefit)
    select p.meeting_id, 'SAM-' || p.n, c.id, 'gemensam_kartlaggning', 'booked', now(), now() + interval '3 hours', 'video',
      now(), p.fk, now(), now(), now(), p.fk, 'woman', 1980, 'sjukpenning'
    from pair p, cooperation_case c;
  insert into participant (meeting_id, person_id, role, organisation_id, binding, uid, created_at)
    select p.meeting_id, who.person_id, who.role, who.organisation_id, true, gen_random_uuid(), now()
    from pair p, individual i, lateral (values
      (p.fk, 'handlaggare', 'forsakringskassan'), (p.af, 'handlaggare', 'arbetsformedlingen'),
      (i.person_id, 'individual', null)) who (person_id, role, organisation_id);
  insert into one_time_link (participant_id, token_hash, created_at, expires_at, first_opened_at)
    select id, uuid_send(gen_random_uuid()), now(), now() + interval '7 days', now()
    from participant where role = 'individual';
  analyze;`;

const SEATS = `
  select p.meeting_id, p.id, p.person_id, p.organisation_id, l.id as link_id
  from pair join participant p using (meeting_id) left join one_time_link l on l.participant_id = p.id
  order by pair.n, p.organisation_id desc nulls last`;

interface SeatRow {
  readonly meeting_id: string;
  readonly id: string;
  readonly person_id: string;
  readonly organisation_id: string | null;
  readonly link_id: string | null;
}

/**
 * Fills a migrated database with meetings under way: a handläggare of each agency and an individual in each, nobody in two, everybody signed in.
 *
 * @returns three for each meeting: Försäkringskassan's handläggare, Arbetsförmedlingen's, and the individual.
 */
export async function fillRoomWorld(databaseUrl: string, meetings: number): Promise<Invitee[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(PEOPLE.replaceAll("$meetings", String(meetings)));
    await client.query(MEETINGS);
    const { rows } = await client.query<SeatRow>(SEATS);
    const now = new Date();
    const sessions = rows.map((row) => mintSession(contentOf(row, now), now));
    const column = <K extends "sid" | "sess" | "expires">(key: K) => sessions.map((session) => session[key]);
    await client.query(
      `insert into session (sid, sess, expire)
       select * from unnest($1::text[], $2::json[], $3::timestamptz[])`,
      [column("sid"), column("sess"), column("expires")],
    );
    await client.query("analyze session");
    return rows.map(({ meeting_id: meetingId, id: participantId, organisation_id }, nth) => {
      const { cookie } = sessions[nth]!;
      return { meetingId, participantId, isHost: organisation_id !== null, cookie };
    });
  } finally {
    await client.end();
  }
}

function contentOf(row: SeatRow, at: Date): object {
  const { id: participantId, person_id, organisation_id, link_id: linkId } = row;
  if (organisation_id) return staffSession(person_id, organisation_id, at);
  return { invitation: { participantId, linkId, openedAt: at.toISOString() } };
}
