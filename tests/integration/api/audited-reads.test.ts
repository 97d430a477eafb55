import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = "2026-03-17T09:00:00.000Z";
const now = new Date("2026-03-02T08:00:00Z");
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let meetingId: string;
let messageId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
      await sql`update handlaggare set leads_office = true, is_administrator = true where person_id = ${people.fk[0]}`.execute(
        samtid.database.query(),
      );
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
  meetingId = await bookMeeting(fk, people, { startAt: START });
  const { rows } = await sql<{
    id: string;
  }>`select m.id from message m join participant p on p.id = m.participant_id
    where m.meeting_id = ${meetingId} and p.person_id = ${people.fk[0]}`.execute(
    running.samtid.database.query(),
  );
  messageId = rows[0]!.id;
});
afterAll(() => running?.stop());

const run = (statement: ReturnType<typeof sql>) => statement.execute(running.samtid.database.query());
const trail = async () =>
  (
    await sql<{
      id: number;
      line: string;
    }>`select id, action || ' ' || object_kind || ' ' || object_id as line
      from audit order by id`.execute(running.samtid.database.query())
  ).rows;

/** What a request adds to the trail. */
async function traceOf(request: () => Promise<{ status: number; body: unknown }>): Promise<string[]> {
  const before = (await trail()).at(-1)?.id ?? 0;
  const { status, body } = await request();
  expect(status, JSON.stringify(body)).toBe(200);
  return (await trail()).filter(({ id }) => id > before).map(({ line }) => line);
}

test.each<[string, () => Promise<{ status: number; body: unknown }>, () => string]>([
  ["a case", () => fk.get(`/cases/${people.cases[0]}`), () => `case:read case ${people.cases[0]}`],
  [
    "cases found",
    () => fk.post("/case-searches", { text: "Nummer0" }),
    () => `case:list case ${people.cases[0]}`,
  ],
  ["a meeting", () => fk.get(`/meetings/${meetingId}`), () => `meeting:read meeting ${meetingId}`],
  ["one's meetings", () => fk.get("/meetings"), () => `meeting:list meeting ${meetingId}`],
  [
    "one's week",
    () => fk.get("/calendar?from=2026-03-16T00:00:00Z&to=2026-03-23T00:00:00Z"),
    () => `meeting:list meeting ${meetingId}`,
  ],
  [
    "a meeting for the calendar",
    () => fk.get(`/meetings/${meetingId}/calendar-entry`),
    () => `meeting:download meeting ${meetingId}`,
  ],
  [
    "the notes",
    () => fk.get(`/meetings/${meetingId}/follow-through`),
    () => `notes:read meeting ${meetingId}`,
  ],
  [
    "the need of an interpreter",
    () => fk.get(`/cases/${people.cases[0]}/interpreter-need`),
    () => `interpreter_need:read case ${people.cases[0]}`,
  ],
  [
    "the interpreters",
    () => fk.get(`/meetings/${meetingId}/interpreting`),
    () => `interpreter:read meeting ${meetingId}`,
  ],
  [
    "the representatives",
    () => fk.get(`/cases/${people.cases[0]}/representatives`),
    () => `representative:list case ${people.cases[0]}`,
  ],
  [
    "meetings to hand over",
    () =>
      fk.post("/hand-over-previews", {
        personId: people.fk[0],
        toPersonIds: [people.fk[1]],
        ofMeetingId: null,
      }),
    () => `hand_over:preview meeting ${meetingId}`,
  ],
  [
    "messages to be",
    () =>
      fk.post("/meeting-previews", {
        caseId: people.cases[1],
        type: "gemensam_kartlaggning",
        startAt: "2026-03-18T09:00:00Z",
        durationMinutes: 60,
        mode: "video",
        place: null,
        handlaggare: [
          { organisationId: "forsakringskassan", personId: people.fk[0] },
          { organisationId: "arbetsformedlingen", personId: people.af[0] },
        ],
        talkedWithIndividual: true,
        decisionCommunicatedOn: null,
        secrecyConsentOn: null,
      }),
    () => `case:preview case ${people.cases[1]}`,
  ],
])("%s: read, and so in the trail", async (_what, read, expected) => {
  expect(await traceOf(read)).toContain(expected());
});

test("incidents, cases somebody is disqualified from, and messages that couldn't be sent: each in the list is in the trail", async () => {
  await run(sql`insert into incident (organisation_id, office_id, meeting_id, message_id, reason, opened_at, opened_by)
    select 'forsakringskassan', office_id, ${meetingId}, ${messageId}, 'x', ${now}, person_id from handlaggare
    where person_id = ${people.fk[0]}`);
  const [incident] = (await fk.get("/incidents")).body.items as { id: string }[];
  expect(await traceOf(() => fk.get("/incidents"))).toEqual([`incident:list incident ${incident!.id}`]);

  await run(
    sql`insert into disqualification values (${people.cases[1]}, ${people.fk[1]}, ${now}, ${people.fk[0]})`,
  );
  expect(await traceOf(() => fk.get("/disqualifications"))).toEqual([
    `disqualification:list case ${people.cases[1]}`,
  ]);

  // What the worker has in hand it would go on to mark as sent.
  await vi.waitFor(async () => {
    const { rows } = await sql<{ state: string }>`select state from message where id = ${messageId}`.execute(
      running.samtid.database.query(),
    );
    expect(["queued", "sending"]).not.toContain(rows[0]?.state);
  }, 30_000);
  await run(
    sql`update message set state = 'failed', failure = 'refused', lease_until = null, changed_at = ${now} where id = ${messageId}`,
  );
  expect(await traceOf(() => fk.get("/set-aside-messages"))).toEqual([`message:list message ${messageId}`]);
});

test("what one may not open is refused, and no row says that it was read", async () => {
  const other = await running.signedIn("forsakringskassan", "fk-1");
  const before = (await trail()).length;
  expect((await other.get(`/meetings/${meetingId}`)).status).toBe(404);
  expect((await other.get(`/meetings/${meetingId}/calendar-entry`)).status).toBe(404);
  expect((await other.get(`/cases/${people.cases[1]}/interpreter-need`)).status).toBe(404);
  expect(await trail()).toHaveLength(before);
});

test("a move with a reason for its short notice: the reason is in the trail", async () => {
  const { body } = await fk.get(`/meetings/${meetingId}`);
  const moved = await fk.post(
    `/meetings/${meetingId}/moves`,
    {
      startAt: "2026-03-04T09:00:00Z",
      durationMinutes: 60,
      mode: "video",
      place: null,
      loosen: ["notice"],
      shortNotice: { reason: "other", text: "Flyttar snart" },
    },
    { "if-match": `"${body.revision}"` },
  );
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  const { rows } = await sql<{ why: string }>`select why from audit where action = 'meeting:moved'`.execute(
    running.samtid.database.query(),
  );
  expect(rows).toEqual([{ why: "Flyttar snart" }]);
});
