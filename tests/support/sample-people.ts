import { sql } from "kysely";
import type { Samtid } from "../../server/compose.ts";
import { testPersonnummer } from "../../server/demo/test-personnummer.ts";

/** Ids of the people a test can book with. */
export interface SamplePeople {
  /** Försäkringskassan's handläggare; their OIDC subjects are `fk-0`, `fk-1` … */
  readonly fk: readonly string[];
  /** Arbetsförmedlingen's handläggare; their OIDC subjects are `af-0`, `af-1` … */
  readonly af: readonly string[];
  /** Cases of Försäkringskassan with secrecy consent, one individual each. */
  readonly cases: readonly string[];
}

const WEEKDAYS = [1, 2, 3, 4, 5];

/**
 * Two agencies with an office each, handläggare who work 8–16 on weekdays, and cases whose individuals read mail at
 * `individual-<n>@example.test`.
 */
export async function insertSamplePeople(
  samtid: Samtid,
  count: { handlaggare: number; individuals: number },
): Promise<SamplePeople> {
  const query = samtid.database.query();
  await query
    .insertInto("organisation")
    .values([
      { id: "forsakringskassan", name: "Försäkringskassan", phone: "08-465 004 10" },
      { id: "arbetsformedlingen", name: "Arbetsförmedlingen", phone: "08-465 004 20" },
    ])
    .execute();
  const fk = await insertStaff(samtid, "forsakringskassan", "fk", count.handlaggare);
  const af = await insertStaff(samtid, "arbetsformedlingen", "af", count.handlaggare);
  const cases: string[] = [];
  for (let index = 0; index < count.individuals; index++) {
    cases.push(await insertCase(samtid, index, fk[0]!));
  }
  return { fk, af, cases };
}

async function insertStaff(
  { database, openTime }: Samtid,
  organisationId: string,
  prefix: string,
  count: number,
): Promise<string[]> {
  const query = database.query();
  const office = await query
    .insertInto("office")
    .values({
      organisation_id: organisationId,
      name: `Kontor ${prefix}`,
      lan: "Uppsala län",
      address: "Storgatan 1",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const people = await query
    .insertInto("person")
    .values(Array.from({ length: count }, () => ({ kind: "handlaggare" as const })))
    .returning("id")
    .execute();
  const ids = people.map(({ id }) => id);
  await query
    .insertInto("handlaggare")
    .values(
      ids.map((id, index) => ({
        person_id: id,
        organisation_id: organisationId,
        office_id: office.id,
        subject: `${prefix}-${index}`,
        name: `${prefix.toUpperCase()} Handläggare ${index}`,
        email: `${prefix}-${index}@example.test`,
        role: prefix === "fk" ? "forsakringsutredare" : "arbetsformedlare",
        languages: ["sv"],
      })),
    )
    .execute();
  await query
    .insertInto("working_hours")
    .values(
      ids.flatMap((id) =>
        WEEKDAYS.map((weekday) => ({
          handlaggare_id: id,
          weekday,
          start_minutes: 8 * 60,
          end_minutes: 16 * 60,
        })),
      ),
    )
    .execute();
  await openTime.rollForward();
  return ids;
}

/** The n-th individual's: one of those Skatteverket publishes for tests, of who was born n days into 1980. */
export function samplePersonnummer(index: number): string {
  return testPersonnummer(new Date(Date.UTC(1980, 0, 1 + index)).toISOString().slice(0, 10), "woman");
}

async function insertCase(samtid: Samtid, index: number, recordedBy: string): Promise<string> {
  const personnummer = samplePersonnummer(index);
  const { keyId, encrypted } = samtid.vault.encrypt(personnummer);
  const { rows } = await sql<{ id: string }>`
    with person as (insert into person (kind) values ('individual') returning id),
    individual as (
      insert into individual (person_id, name, personnummer_encrypted, personnummer_key_id, personnummer_hash,
        birth_year, sex, email, language)
      select id, ${`Individ Nummer${index}`}, ${encrypted}, ${keyId}, ${samtid.vault.lookupHash(personnummer)},
        1980, 'woman', ${`individual-${index}@example.test`}, 'sv' from person),
    new_case as (
      insert into cooperation_case (individual_id, owner_organisation_id, owner_office_id, benefit, created_at)
      select person.id, 'forsakringskassan', office.id, 'sjukpenning', now()
      from person, office where office.organisation_id = 'forsakringskassan' returning id)
    select id from new_case`.execute(samtid.database.query());
  const id = rows[0]!.id;
  await sql`insert into consent (case_id, kind, parties, given_on, recorded_at, recorded_by)
    values (${id}, 'secrecy', '{forsakringskassan,arbetsformedlingen}', '2026-01-02', '2026-01-02T08:00:00Z', ${recordedBy})`.execute(
    samtid.database.query(),
  );
  return id;
}
