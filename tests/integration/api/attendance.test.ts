import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../../support/sample-people.ts";

const AT = "2026-03-05T13:00:00.000Z";

let now = new Date("2026-03-02T08:00:00Z");
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let person: ApiBrowser;
let meetingId: string;
let path: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 2 });
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(fk, people, { startAt: AT });
  path = `/own-meetings/${meetingId}/attendance`;
  person = await withEid(0);
});
afterAll(() => running?.stop());

async function withEid(index: number) {
  const browser = running.browser();
  await browser.signInWithEid(samplePersonnummer(index));
  return browser;
}
const run = (query: ReturnType<typeof sql>) => query.execute(running.samtid.database.query());
/** Somebody's time in the room, in seconds that nobody is to see. */
const wasThere = (role: string, kind: string, generation: number, from: string, to: string) =>
  run(sql`insert into attendance (participant_id, generation, kind, started_at, ended_at)
    select id, ${generation}, ${kind}, ${`2026-03-05T${from}Z`}, ${`2026-03-05T${to}Z`}
    from participant where meeting_id = ${meetingId} and role = ${role} and organisation_id is not distinct from
      ${role === "handlaggare" ? "forsakringskassan" : null}`);

test("before the meeting there is nothing, and nothing to object to", async () => {
  expect((await person.get(path)).body).toMatchObject({ stretches: [], objections: [], mayObject: false });
  expect((await person.post(`${path}/objections`, { text: "Fel" })).status).toBe(409);
});

test("afterwards the individual sees when they were there, to the minute, and no one else's times", async () => {
  now = new Date("2026-03-05T14:30:00Z");
  person = await withEid(0);
  fk = await running.signedIn("forsakringskassan", "fk-0");
  await wasThere("handlaggare", "call", 1, "12:51:17", "14:00:00");
  await wasThere("individual", "lobby", 1, "12:53:37", "12:59:41");
  await wasThere("individual", "call", 1, "12:59:41", "13:20:59");
  await wasThere("individual", "call", 2, "13:21:19", "13:58:23");

  expect((await person.get(path)).body).toEqual({
    meetingId,
    startAt: AT,
    endAt: "2026-03-05T14:00:00.000Z",
    stretches: [
      { where: "lobby", from: "2026-03-05T12:53:00.000Z", to: "2026-03-05T12:59:00.000Z" },
      { where: "call", from: "2026-03-05T12:59:00.000Z", to: "2026-03-05T13:20:00.000Z" },
      { where: "call", from: "2026-03-05T13:21:00.000Z", to: "2026-03-05T13:58:00.000Z" },
    ],
    objections: [],
    mayObject: true,
  });
});

test("what they object is kept sealed, and shown to the handläggare who say how it went, and in the history", async () => {
  const text = "Jag var med hela tiden, men datorn hängde sig. سلام";
  const objected = await person.post(`${path}/objections`, { text });

  expect([objected.status, objected.body.objections]).toEqual([201, [{ text, madeAt: now.toISOString() }]]);
  const { rows } = await run(sql`select text_encrypted::text as sealed from attendance_objection`);
  expect(JSON.stringify(rows)).not.toContain("hela tiden");
  expect((await fk.get(`/meetings/${meetingId}/follow-through`)).body.objections).toEqual([
    { text, madeAt: now.toISOString() },
  ]);
  const { history } = (await fk.get(`/meetings/${meetingId}`)).body;
  expect(history.at(-1)).toMatchObject({ kind: "attendance_objected", byName: null });
});

test("somebody else finds neither, and a handläggare and one with a link alone not at all", async () => {
  const other = await withEid(1);
  expect((await other.get(path)).status).toBe(404);
  expect((await other.post(`${path}/objections`, { text: "Fel" })).status).toBe(404);
  expect((await fk.get(path)).status).toBe(401);
});

test("who objects again and again is asked to call", async () => {
  const statuses = [];
  for (let nth = 0; nth < 5; nth++)
    statuses.push((await person.post(`${path}/objections`, { text: `Fel ${nth}` })).status);
  expect(statuses).toEqual([201, 201, 201, 201, 409]);
});

test("no document that goes to a case file tells when anybody was in the room", async () => {
  await fk.post(
    `/meetings/${meetingId}/outcomes`,
    { held: true, reason: null },
    { "if-match": `"${(await fk.get(`/meetings/${meetingId}`)).body.revision}"` },
  );
  const exported = await fk.get(`/meetings/${meetingId}/documents`);

  expect(exported.body.documents.map(({ kind }: { kind: string }) => kind)).toContain("outcome");
  const text = JSON.stringify(exported.body.documents).replaceAll(/localhost:\d+/g, "localhost");
  // In Sweden, and by the clock of the wire; the seconds, and the minutes too.
  for (const secret of [
    "12:5",
    "13:5",
    "12.5",
    "13.5",
    "13:20",
    "14:20",
    "14.20",
    "13:21",
    ":37",
    ":41",
    ":59",
    ":19",
    ":23",
    ":17",
  ])
    expect(text, secret).not.toContain(secret);
});
