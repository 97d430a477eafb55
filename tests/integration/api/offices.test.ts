import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 3, individuals: 1 });
    },
  });
});
afterAll(() => running?.stop());

const run = (query: string) => sql.raw(query).execute(running.samtid.database.query());

test("a handläggare who lists offices sees both agencies', each with what those who still work there are and know", async () => {
  const [one, other, gone] = people.af;
  await run(`update handlaggare set role = 'psykolog', languages = '{sv,fi}' where person_id = '${one}'`);
  await run(`update handlaggare set competences = '{unga,hjälpmedel}' where person_id = '${other}'`);
  await run(`update handlaggare set active = false, languages = '{ar}' where person_id = '${gone}'`);
  await run(`insert into office (organisation_id, name, lan, address)
    values ('arbetsformedlingen', 'Tomt', 'Uppsala län', 'Storgatan 2')`);

  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const { status, body } = await fk.get("/offices");
  expect(status).toBe(200);
  expect(body.items).toEqual([
    {
      id: expect.any(String) as string,
      organisationId: "arbetsformedlingen",
      name: "Kontor af",
      lan: "Uppsala län",
      roles: ["arbetsformedlare", "psykolog"],
      languages: ["fi", "sv"],
      competences: ["hjälpmedel", "unga"],
    },
    expect.objectContaining({ organisationId: "forsakringskassan", roles: ["forsakringsutredare"] }),
  ]);
});

test("somebody who isn't signed in gets no offices", async () => {
  expect((await running.browser().get("/offices")).status).toBe(401);
});
