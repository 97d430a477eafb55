import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiBrowser, type ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../support/served-samtid.ts";

const DAY = "2026-03-02";
let now = new Date(`${DAY}T08:00:00Z`);
let served: ServedSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let meetingId: string;

beforeAll(async () => {
  served = await serveSamtid({ now: () => now });
  people = await insertSamplePeople(served.samtid, { handlaggare: 2, individuals: 2 });
  fk = createApiBrowser(served.origin);
  await fk.signIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(fk, people, { startAt: "2026-03-05T13:00:00.000Z" });
  await fk.get(`/cases/${people.cases[0]}`);
  now = new Date("2026-03-03T08:00:00Z");
  const af = createApiBrowser(served.origin);
  await af.signIn("arbetsformedlingen", "af-0");
  await af.get(`/meetings/${meetingId}`);
  await af.get(`/meetings/${meetingId}/follow-through`);
});
afterAll(() => served?.stop());

async function withEid(index: number): Promise<ApiBrowser> {
  const browser = createApiBrowser(served.origin);
  await browser.signInWithEid(samplePersonnummer(index));
  return browser;
}

const FK_LINE = {
  organisationId: "forsakringskassan",
  role: "forsakringsutredare",
  name: "FK Handläggare 0",
};
const AF_LINE = { organisationId: "arbetsformedlingen", role: "arbetsformedlare", name: "AF Handläggare 0" };

test("an individual with e-ID sees who of both agencies has read about them, by day, the latest first, some at a time", async () => {
  const person = await withEid(0);
  const lines = [
    { on: "2026-03-03", ...AF_LINE, what: ["meeting", "notes"] },
    { on: DAY, ...FK_LINE, what: ["case", "meeting"] },
  ];

  expect((await person.get("/own-openings")).body).toEqual({ items: lines, total: 2, limit: 20, page: 1 });
  expect((await person.get("/own-openings?limit=1&page=2")).body.items).toEqual([lines[1]]);
});

test("somebody else sees none of it, and nobody does without e-ID", async () => {
  const invited = await openInvitation(served.samtid, served.origin, meetingId);

  expect((await (await withEid(1)).get("/own-openings")).body.items).toEqual([]);
  expect((await invited.get("/own-openings")).status).toBe(401);
  const staff = createApiBrowser(served.origin);
  await staff.signIn("forsakringskassan", "fk-1");
  expect((await staff.get("/own-openings")).status).toBe(401);
});

test("a handläggare who has protected identity is told of, and not named", async () => {
  await sql`update handlaggare set protection = 'sekretessmarkering' where subject = 'af-0'`.execute(
    served.samtid.database.query(),
  );

  expect((await (await withEid(0)).get("/own-openings")).body.items[0]).toMatchObject({
    organisationId: "arbetsformedlingen",
    name: null,
  });
});

test("that they looked is in the trail, as theirs", async () => {
  const { rows } = await sql`select distinct actor_kind, object_id from audit where action = 'opening:list'
    and object_id = ${people.cases[0]}`.execute(served.samtid.database.query());

  expect(rows).toEqual([{ actor_kind: "individual", object_id: people.cases[0] }]);
});
