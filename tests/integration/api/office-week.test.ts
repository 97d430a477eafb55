import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const now = new Date("2026-03-02T08:00:00Z");
const TUESDAY = "2026-03-17T09:00:00.000Z";

let running: RunningSamtid;
let people: SamplePeople;
const offices = new Map<string, string>();

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
      const db = samtid.database.query();
      await sql`update handlaggare set leads_office = true where subject in ('fk-0', 'af-0')`.execute(db);
      const rows = await db.selectFrom("office").select(["id", "organisation_id"]).execute();
      for (const { id, organisation_id: agency } of rows) offices.set(agency, id);
    },
  });
});
afterAll(() => running?.stop());

const FK = "forsakringskassan" as const;
const AF = "arbetsformedlingen" as const;
const weekOf = async (agency: typeof FK | typeof AF, subject: string, officeOf: string = agency) => {
  const browser = await running.signedIn(agency, subject);
  return browser.get(
    `/offices/${offices.get(officeOf)}/week?from=2026-03-15T23:00:00Z&to=2026-03-20T23:00:00Z`,
  );
};

test("who leads an office sees its people's hours, meetings by type, and that they are away or busy: nothing more", async () => {
  const colleague = await running.signedIn(FK, "fk-1");
  await bookMeeting(colleague, people, { startAt: TUESDAY, pair: 1, caseIndex: 1 });
  const secret = { title: "Onkologen" };
  await colleague.post("/absences", {
    startAt: "2026-03-18T08:00:00Z",
    endAt: "2026-03-18T09:00:00Z",
    ...secret,
  });
  const focus = { ...secret, kind: "focus" };
  await colleague.post("/absences", {
    startAt: "2026-03-19T08:00:00Z",
    endAt: "2026-03-19T09:00:00Z",
    ...focus,
  });

  const { status, body } = await weekOf(FK, "fk-0");
  expect(status).toBe(200);
  expect(body.people.map(({ name }: { name: string }) => name)).toEqual([
    "FK Handläggare 0",
    "FK Handläggare 1",
  ]);
  expect(body.people[1]).toEqual({
    personId: people.fk[1],
    name: "FK Handläggare 1",
    role: "forsakringsutredare",
    isUnknown: false,
    openTime: expect.any(Array) as unknown,
    busy: [
      ["meeting", "gemensam_kartlaggning", TUESDAY, "2026-03-17T10:00:00.000Z"],
      ["absent", null, "2026-03-18T08:00:00.000Z", "2026-03-18T09:00:00.000Z"],
      ["busy", null, "2026-03-19T08:00:00.000Z", "2026-03-19T09:00:00.000Z"],
    ].map(([kind, type, startAt, endAt]) => ({ kind, type, startAt, endAt, isPreliminary: false })),
  });
  expect(body.people[1].openTime).toHaveLength(5);
  expect(JSON.stringify(body)).not.toContain("Onkologen");
});

test("the type of a meeting of a case that the leader is disqualified from is not told", async () => {
  const db = running.samtid.database.query();
  await sql`insert into disqualification values (${people.cases[1]}, ${people.fk[0]}, ${now}, ${people.fk[0]})`.execute(
    db,
  );
  const { body } = await weekOf(FK, "fk-0");
  expect(body.people[1].busy[0]).toMatchObject({ kind: "meeting", type: null, startAt: TUESDAY });
});

test.each([
  ["who leads no office", FK, "fk-1", FK],
  ["a colleague of the other agency", AF, "af-1", FK],
  ["who leads an office of the other agency", AF, "af-0", FK],
  ["who leads another office", FK, "fk-0", AF],
])("%s is told that there is none", async (_, agency, subject, officeOf) => {
  const { status, body } = await weekOf(agency, subject, officeOf);
  expect([status, body.code, body.people]).toEqual([404, "not_found", undefined]);
});

test("whoever isn't signed in is asked to be", async () => {
  const path = `/offices/${offices.get(FK)}/week?from=2026-03-15T23:00:00Z&to=2026-03-20T23:00:00Z`;
  expect((await running.browser().get(path)).status).toBe(401);
});
