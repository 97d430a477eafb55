import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EXTRACT_SECTIONS } from "../../../server/privacy/extract-sections.repository.ts";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { readPdf } from "../../support/pdf-text.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const PERSONNUMMER = "191212121212";
const START = new Date("2026-03-17T08:00:00Z");
const WHY = { why: "Begäran 2026/8" };
let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;
let administrator: ApiBrowser;
let afAdministrator: ApiBrowser;
let caseId: string;
let meetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 1 });
      await sql`update handlaggare set is_administrator = true
        where person_id = any(${[people.fk[1], people.af[1]]})`.execute(samtid.database.query());
    },
  });
  [fk, af, administrator, afAdministrator] = await Promise.all([
    running.signedIn("forsakringskassan", "fk-0"),
    running.signedIn("arbetsformedlingen", "af-0"),
    running.signedIn("forsakringskassan", "fk-1"),
    running.signedIn("arbetsformedlingen", "af-1"),
  ]);
  const registered = await fk.post("/cases", {
    name: "Tolvan Tolvansson",
    personnummer: PERSONNUMMER,
    sex: "man",
    email: "tolvan@example.test",
    phone: "070-1740605",
    language: "sv",
    protection: "none",
    benefit: "sjukpenning",
    chainDay: null,
    secrecyConsentOn: "2026-03-01",
  });
  caseId = registered.body.id as string;
  meetingId = await bookMeeting(fk, { ...people, cases: [caseId] }, { startAt: "2026-03-17T09:00:00Z" });
  // An invitation that is not sent before the meeting begins is never sent.
  await isInvited();
  now = new Date("2026-03-17T09:10:00Z");
  const write = (browser: ApiBrowser, part: string, text: string) =>
    browser.post(`/meetings/${meetingId}/notes/${part}`, { text }, { "if-match": '"0"' });
  const statuses = [
    await write(fk, "joint", "Vi kom överens"),
    await write(fk, "own", "Bara Försäkringskassan"),
    await write(af, "own", "Bara Arbetsförmedlingen"),
    await checkIndividual(),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 200]);
});
afterAll(() => running?.stop());

const isInvited = () =>
  vi.waitFor(async () => {
    const { rows } = await sql`select from sent_text s join message m on m.id = s.message_id
      join participant p on p.id = m.participant_id
      where p.role = 'individual'`.execute(running.samtid.database.query());
    expect(rows.length).toBeGreaterThan(0);
  }, 30_000);

async function checkIndividual() {
  const { body } = await fk.get(`/meetings/${meetingId}`);
  const { id } = body.participants.find(({ role }: { role: string }) => role === "individual");
  return fk.put(`/meetings/${meetingId}/participants/${id}/identity-check`, { method: "call_back" });
}

const extract = (browser: ApiBrowser, format: "json" | "pdf", id = caseId) =>
  browser.post(`/cases/${id}/extracts`, { format, ...WHY });

test("as JSON: what is known of the person, in the clear, with the agency's own notes and the joint ones, and who has opened the case", async () => {
  await af.get(`/meetings/${meetingId}`);
  const { status, body, headers } = await extract(administrator, "json");
  expect(status, JSON.stringify(body)).toBe(200);
  expect(headers.get("content-disposition")).toBe('attachment; filename="registerutdrag.json"');
  expect(body.individual).toMatchObject({ name: "Tolvan Tolvansson", personnummer: PERSONNUMMER });
  expect(body.sections.notes.map(({ text }: { text: string }) => text).sort()).toEqual([
    "Bara Försäkringskassan",
    "Vi kom överens",
  ]);
  expect(JSON.stringify(body)).not.toContain("Bara Arbetsförmedlingen");
  expect(body.sections.meetings).toHaveLength(1);
  expect(body.sections.participants).toHaveLength(3);
  expect(body.sections.messages[0].kind).toBe("invitation");
  expect(body.sections.messages[0].text).toContain("möte");
  expect(body.sections.consents[0]).toMatchObject({ kind: "secrecy", answer: "given", withdrawnAt: null });
  expect(body.sections.identityChecks).toEqual([
    {
      meeting: expect.any(String),
      forWhom: "individual",
      method: "call_back",
      checkedAt: now.toISOString(),
      checkedBy: "FK Handläggare 0",
    },
  ]);
  expect(body.openings).toContainEqual({
    at: now.toISOString(),
    organisationId: "arbetsformedlingen",
    role: "arbetsformedlare",
    name: "AF Handläggare 0",
    action: "meeting:read",
  });
  expect(body.openings.every(({ action }: { action: string }) => !action.includes("write"))).toBe(true);
});

test("as PDF: the same to read, in Swedish, every part with its heading", async () => {
  const response = await administrator.cookies.send(
    "POST",
    `/api/v1/cases/${caseId}/extracts`,
    { "sec-fetch-site": "same-origin", origin: running.origin, "content-type": "application/json" },
    JSON.stringify({ format: "pdf", ...WHY }),
  );
  expect(response.headers.get("content-type")).toBe("application/pdf");
  const { pieces, lang, title } = await readPdf(Buffer.from(await response.arrayBuffer()));
  const text = pieces.map((piece) => piece.text).join(" ");
  expect([lang, title]).toEqual(["sv", "Registerutdrag"]);
  for (const words of [
    "Tolvan Tolvansson",
    PERSONNUMMER,
    "Vi kom överens",
    "Gemensam kartläggning",
    "De som har läst i ditt ärende",
    "öppnade mötet",
  ])
    expect(text).toContain(words);
  expect(text).not.toContain("Bara Arbetsförmedlingen");
  expect(text).not.toMatch(/\b[a-z]+_[a-z_]+\b/);
});

test("each extract is in the trail, with why, and the person sees that it was made", async () => {
  const { rows } = await sql`select action, relation, why from audit where action = 'person:export'
    and case_id = ${caseId} limit 1`.execute(running.samtid.database.query());
  expect(rows).toEqual([{ action: "person:export", relation: "administrator", why: WHY.why }]);
  const { body } = await extract(administrator, "json");
  expect(body.openings[0]).toMatchObject({ action: "person:export", name: "FK Handläggare 1" });
});

test("for administrators of the agency that has the case alone; of a protected person, only one who is assigned", async () => {
  expect((await extract(fk, "json")).status).toBe(403);
  expect((await extract(afAdministrator, "json")).status).toBe(404);
  expect((await running.browser().post(`/cases/${caseId}/extracts`, { format: "json", ...WHY })).status).toBe(
    401,
  );
  expect((await administrator.post(`/cases/${caseId}/extracts`, { format: "json" })).status).toBe(422);
  const query = running.samtid.database.query();
  const protect = (protection: string) =>
    sql`update individual set protection = ${protection} where name = 'Tolvan Tolvansson'`.execute(query);
  await protect("sekretessmarkering");
  expect((await extract(administrator, "json")).status).toBe(404);
  await sql`insert into case_assignment values (${caseId}, ${people.fk[1]})`.execute(query);
  expect((await extract(administrator, "json")).status).toBe(200);
  await protect("none");
});

test("a handläggare with protected identity: that they opened the case is told, their name nowhere", async () => {
  const query = running.samtid.database.query();
  const protect = (protection: string) =>
    sql`update handlaggare set protection = ${protection} where person_id = ${people.fk[0]}`.execute(query);
  await protect("sekretessmarkering");
  const { body } = await extract(administrator, "json");
  expect(JSON.stringify(body)).not.toContain("FK Handläggare 0");
  expect(body.openings).toContainEqual(
    expect.objectContaining({ action: "meeting:read", role: "forsakringsutredare", name: null }),
  );
  await protect("none");
});

test("every table that leads to a person is in the extract, or is said why not", async () => {
  const { rows } = await running.samtid.database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const extracted = [
    ...Object.values(EXTRACT_SECTIONS).flatMap(({ tables }) => [...tables]),
    "individual",
    "audit",
  ];
  const notOfIndividuals = {
    handlaggare:
      "absence external_busy external_calendar kept_collision open_time open_time_horizon recurring_absence",
    more: "working_hours working_hours_exception disqualification lifted_disqualification",
    agencies: "agency_text office office_required_party",
    machinery:
      "audit_seal calendar_version idempotency_key kysely_migration kysely_migration_lock node person",
    runs: "retention_count retention_run room session",
    othersWork: "interpreter_state occupancy",
    doors: "rate_limit",
    history: "history_import history_item history_upload",
    figures:
      "figure_count figure_export figure_group figure_group_member figure_month figure_published figure_year joint_capacity",
    betweenServers: "socket_io_attachments",
  };
  const known = [...extracted, ...Object.values(notOfIndividuals).flatMap((line) => line.split(" "))];
  expect(rows.map(({ name }) => name)).toEqual([...new Set(known)].sort());
});

test("the administrator reads how long things are kept, and what goes next; nobody else", async () => {
  const { body, status } = await administrator.get("/retention");
  expect(status).toBe(200);
  expect(body.latestRun).toBeNull();
  expect(body.rules[0]).toEqual({ kind: "case", years: 5, days: null, erased: 0, due: 0 });
  expect((await fk.get("/retention")).status).toBe(403);
});
