import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiBrowser, type ApiBrowser } from "../../support/api-browser.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../support/served-samtid.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const ADDRESS = { careOf: null, street: "Nygatan 1", postalCode: "753 20", city: "Uppsala" };
const REACHED = { email: "ny@example.test", phone: "070-174 06 05", address: ADDRESS, language: "en" };
const CORRECTED = { ...REACHED, name: "Rätt Namn", why: "Har gift sig" };

let served: ServedSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;
let administrator: ApiBrowser;

beforeAll(async () => {
  served = await serveSamtid({ now: () => NOW });
  people = await insertSamplePeople(served.samtid, { handlaggare: 2, individuals: 3 });
  const db = served.samtid.database.query();
  await sql`update handlaggare set is_administrator = true where subject = 'fk-1'`.execute(db);
  await sql`update individual set protection = 'sekretessmarkering', email = 'gomd@example.test'
    where name = 'Individ Nummer2'`.execute(db);
  await sql`insert into case_assignment values (${people.cases[2]}, ${people.fk[0]})`.execute(db);
  [fk, af, administrator] = await Promise.all([
    signedIn("forsakringskassan", "fk-0"),
    signedIn("arbetsformedlingen", "af-0"),
    signedIn("forsakringskassan", "fk-1"),
  ]);
});
afterAll(() => served?.stop());

async function signedIn(organisationId: string, subject: string): Promise<ApiBrowser> {
  const browser = createApiBrowser(served.origin);
  await browser.signIn(organisationId, subject);
  return browser;
}
async function withEid(index: number): Promise<ApiBrowser> {
  const browser = createApiBrowser(served.origin);
  await browser.signInWithEid(samplePersonnummer(index));
  return browser;
}
async function trail(caseId: string) {
  const { rows } = await sql`select actor_kind, actor_id, why from audit
    where action = 'details:correct' and object_id = ${caseId} order by id`.execute(
    served.samtid.database.query(),
  );
  return rows;
}
const pathOf = (index: number) => `/cases/${people.cases[index]}/details`;

describe("a handläggare who may open the case", () => {
  test("puts name and contact details right, and who and why is kept", async () => {
    const before = await fk.get(pathOf(0));
    const after = await fk.put(pathOf(0), CORRECTED);

    expect(before.body).toMatchObject({ name: "Individ Nummer0", phone: null, isProtected: false });
    const { why, ...now } = CORRECTED;
    expect([after.status, after.body]).toEqual([200, { ...now, isProtected: false }]);
    expect((await fk.get(pathOf(0))).body).toEqual(after.body);
    expect((await fk.get(`/cases/${people.cases[0]}`)).body.individualName).toBe("Rätt Namn");
    expect(await trail(people.cases[0]!)).toEqual([{ actor_kind: "staff", actor_id: people.fk[0], why }]);
  });

  test("must say why, and with a real address", async () => {
    const { body, status } = await fk.put(pathOf(0), { ...CORRECTED, why: " ", email: "ingen adress" });

    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      "/email",
      "/why",
    ]);
  });

  test("is told nothing of how somebody with protected identity is reached, and may change the name alone", async () => {
    const known = { name: "Individ Nummer2", email: null, phone: null, address: null, language: "sv" };
    expect((await fk.get(pathOf(2))).body).toEqual({ ...known, isProtected: true });
    expect((await fk.put(pathOf(2), CORRECTED)).body.errors[0].code).toBe("protected");
    const renamed = await fk.put(pathOf(2), { ...known, name: "Annat Namn", why: "Nytt namn" });
    expect(renamed.body).toEqual({ ...known, name: "Annat Namn", isProtected: true });
    const { rows } = await sql`select email from individual where name = 'Annat Namn'`.execute(
      served.samtid.database.query(),
    );
    expect(rows).toEqual([{ email: "gomd@example.test" }]);
  });

  test("of the other agency finds no such case", async () => {
    expect((await af.get(pathOf(1))).status).toBe(404);
    expect((await af.put(pathOf(1), CORRECTED)).status).toBe(404);
  });
});

describe("an individual with e-ID", () => {
  test("puts right how they are reached, and not what they are called; it is in the trail as theirs", async () => {
    const person = await withEid(1);

    expect((await person.put("/own-details", { ...REACHED, name: "Någon Annan" })).status).toBe(422);
    const corrected = await person.put("/own-details", REACHED);
    expect(corrected.body).toEqual({ ...REACHED, name: "Individ Nummer1", isProtected: false });
    expect((await fk.get(pathOf(1))).body).toEqual(corrected.body);
    expect(await trail(people.cases[1]!)).toMatchObject([{ actor_kind: "individual", why: null }]);
  });

  test("who has protected identity sees and changes nothing here", async () => {
    const person = await withEid(2);

    expect((await person.get("/own-details")).body).toMatchObject({ email: null, isProtected: true });
    expect((await person.put("/own-details", REACHED)).status).toBe(403);
  });
});

describe("protected identity of handläggare", () => {
  const protect = (browser: ApiBrowser, personId: string, more: object = {}) =>
    browser.put(`/handlaggare/${personId}/protection`, {
      ...{ protection: "sekretessmarkering", name: "Handläggare A", why: "Beslut 12" },
      ...more,
    });

  test("is set and lifted by the agency's administrators, and who and why is kept", async () => {
    const set = await protect(administrator, people.fk[0]!);
    const seen = await af.get("/handlaggare?search=Handl&organisationId=forsakringskassan");
    const lifted = await protect(administrator, people.fk[0]!, {
      protection: "none",
      name: "FK Handläggare 0",
    });

    expect(set.body.items).toEqual([
      {
        personId: people.fk[0],
        name: "Handläggare A",
        role: "forsakringsutredare",
        officeName: "Kontor fk",
        protection: "sekretessmarkering",
      },
    ]);
    expect(seen.body.items.map(({ personId }: { personId: string }) => personId)).toEqual([people.fk[1]]);
    expect(lifted.body.items).toEqual([]);
    const { rows } = await sql`select action, why from audit where object_kind = 'handlaggare'
      and object_id = ${people.fk[0]} and why is not null order by id`.execute(
      served.samtid.database.query(),
    );
    expect(rows).toEqual([
      { action: "handlaggare:protect", why: "Beslut 12" },
      { action: "handlaggare:unprotect", why: "Beslut 12" },
    ]);
  });

  test("is nobody else's to set, and not the other agency's", async () => {
    expect((await protect(fk, people.fk[1]!)).status).toBe(403);
    expect((await protect(administrator, people.af[0]!)).status).toBe(404);
    expect((await fk.get("/protected-handlaggare")).status).toBe(403);
  });
});
