import pg from "pg";
import { CONFIRMING_LAN, LAN, type Life, type YearPlan } from "./plan-year.ts";

/** Ids of the people of a year: handläggare by number, each life's case. */
export interface World {
  readonly fk: readonly string[];
  readonly af: readonly string[];
  readonly cases: readonly string[];
}

/** What the mail server and the SMS gateway know not to deliver. */
export const REFUSED_MAILBOX = "unknown";
export const FAILING_NUMBER = "+46701740699";

const BEGAN = "2026-01-02T08:00:00Z";

const STAFF = `
  insert into organisation values
    ('forsakringskassan', 'Försäkringskassan', '0771-524 524'), ('arbetsformedlingen', 'Arbetsförmedlingen', '0771-416 416');
  insert into office (organisation_id, name, lan, address, confirms_meetings)
    select o.id, 'Kontor ' || n, 'Län ' || n, 'Gatan ' || n, o.id = 'arbetsformedlingen' and n < ${CONFIRMING_LAN}
    from organisation o, generate_series(0, ${LAN - 1}) n;`;

const HANDLAGGARE = `
  with person as (insert into person (kind) select 'handlaggare' from generate_series(1, $1::int * ${LAN}) returning id),
  numbered as (select id, row_number() over () - 1 as n from person),
  staff as (insert into handlaggare (person_id, organisation_id, office_id, subject, name, email, role)
    select numbered.id, $2, office.id, $2 || '-' || n, 'Handläggare ' || n, $2 || '-' || n || '@agency.example.test', $3
    from numbered join office on office.organisation_id = $2 and office.name = 'Kontor ' || (n / $1::int)
    returning person_id),
  hours as (insert into working_hours (handlaggare_id, weekday, start_minutes, end_minutes)
    select person_id, weekday, 480, 1020 from staff, generate_series(1, 5) weekday)
  select array_agg(id order by n) as ids from numbered`;

const CASES = `
  with life as (select *, gen_random_uuid() as person_id, gen_random_uuid() as case_id from jsonb_to_recordset($1)
    as row (index int, email text, phone text, address jsonb, protection text, language text, fk uuid, benefit text, chain date)),
  person as (insert into person (id, kind) select person_id, 'individual' from life),
  individual as (insert into individual (person_id, name, personnummer_encrypted, personnummer_key_id, personnummer_hash,
      birth_year, sex, email, phone, address, language, protection)
    select person_id, 'Individ ' || index, '', 'none', decode(md5(index::text), 'hex'), 1980, 'woman', email, phone, address,
      language, protection from life),
  cooperation as (insert into cooperation_case (id, individual_id, owner_organisation_id, owner_office_id, benefit, chain_day,
      chain_day_on, created_at)
    select case_id, person_id, 'forsakringskassan', (select office_id from handlaggare where handlaggare.person_id = fk), benefit,
      case when chain is not null then 95 end, chain, '${BEGAN}' from life),
  assignment as (insert into case_assignment select case_id, fk from life),
  consent as (insert into consent (case_id, kind, parties, given_on, recorded_at, recorded_by)
    select case_id, 'secrecy', '{forsakringskassan,arbetsformedlingen}', '2026-01-02', '${BEGAN}', fk from life)
  select array_agg(case_id order by index) as ids from life`;

/** Fills a migrated, empty database with two agencies in every län, and a case for each life of the plan. */
export async function fillWorld(databaseUrl: string, { lives, handlaggareInLan }: YearPlan): Promise<World> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const idsOf = async (statement: string, values: unknown[]) =>
      (await client.query<{ ids: string[] }>(statement, values)).rows[0]!.ids;
    await client.query(STAFF);
    const fk = await idsOf(HANDLAGGARE, [handlaggareInLan, "forsakringskassan", "forsakringsutredare"]);
    const af = await idsOf(HANDLAGGARE, [handlaggareInLan, "arbetsformedlingen", "arbetsformedlare"]);
    const rows = lives.map((life) => ({ ...personOf(life), fk: fk[life.fk] }));
    const cases = await idsOf(CASES, [JSON.stringify(rows)]);
    await client.query("vacuum analyze");
    return { fk, af, cases };
  } finally {
    await client.end();
  }
}

function personOf({ index, type, profile, begunOn }: Life) {
  const { email, phone, address, name } = profile;
  return {
    index,
    email: email && `${email === "refused" ? REFUSED_MAILBOX : "person"}-${index}@example.test`,
    phone:
      phone &&
      (phone === "failing" ? FAILING_NUMBER : `+467017406${String(5 + (index % 90)).padStart(2, "0")}`),
    address: address ? { street: `Gatan ${index}`, postalCode: "123 45", city: "Uppsala" } : null,
    protection: name === "protected" ? "sekretessmarkering" : "none",
    language: index % 14 === 0 ? "ar" : index % 12 === 0 ? "en" : "sv",
    benefit: "sjukpenning",
    chain: type === "kontaktmote" ? begunOn : null,
  };
}
