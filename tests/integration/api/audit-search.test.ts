import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const PERSONNUMMER = "19121212-1212";
const NOTE = "Hemliga ord om personen";
const LATER = new Date("2026-03-17T09:10:00Z");
let now = new Date("2026-03-02T08:00:00Z");
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;
let auditor: ApiBrowser;
let afAuditor: ApiBrowser;
let administrator: ApiBrowser;
let meetingId: string;
let reference: string;
let caseId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 3, individuals: 2 });
      const query = samtid.database.query();
      await sql`update handlaggare set is_auditor = true where person_id = any(${[people.fk[1], people.af[1]]})`.execute(
        query,
      );
      await sql`update handlaggare set is_administrator = true where person_id = ${people.fk[2]}`.execute(
        query,
      );
    },
  });
  await signIn();
  const registered = await fk.post("/cases", {
    name: "Tolvan Tolvansson",
    personnummer: PERSONNUMMER,
    sex: "man",
    email: "tolvan@example.test",
    phone: null,
    language: "sv",
    protection: "none",
    benefit: "sjukpenning",
    chainDay: null,
    secrecyConsentOn: "2026-03-01",
  });
  caseId = registered.body.id as string;
  meetingId = await bookMeeting(fk, { ...people, cases: [caseId] }, { startAt: "2026-03-17T09:00:00Z" });
  const read = await fk.get(`/meetings/${meetingId}`);
  reference = read.body.reference as string;
  await af.get(`/meetings/${meetingId}`);
  now = LATER;
  await signIn();
  const written = await fk.post(`/meetings/${meetingId}/notes/joint`, { text: NOTE }, { "if-match": '"0"' });
  expect(written.status).toBe(200);
});
async function signIn(): Promise<void> {
  [fk, af, auditor, afAuditor, administrator] = await Promise.all([
    running.signedIn("forsakringskassan", "fk-0"),
    running.signedIn("arbetsformedlingen", "af-0"),
    running.signedIn("forsakringskassan", "fk-1"),
    running.signedIn("arbetsformedlingen", "af-1"),
    running.signedIn("forsakringskassan", "fk-2"),
  ]);
}
afterAll(() => running?.stop());

const search = async (browser: ApiBrowser, wanted: object = {}) => {
  const { status, body } = await browser.post("/audit-searches", wanted);
  expect(status).toBe(200);
  return body as { total: number; items: Record<string, string>[] };
};
const actionsOf = ({ items }: { items: Record<string, string>[] }) => items.map(({ action }) => action);

test("by personnummer, the meeting's reference or the case's id: the same rows, with who, by what right, and the case", async () => {
  const byNumber = await search(auditor, { person: PERSONNUMMER, untilOn: "2026-03-02" });
  expect(actionsOf(byNumber)).toEqual(["meeting:read", "meeting:read", "meeting:book", "case:register"]);
  expect(byNumber.items[0]).toMatchObject({
    actorKind: "staff",
    actorId: people.fk[0],
    actorName: "FK Handläggare 0",
    actorRole: "forsakringsutredare",
    organisationId: "forsakringskassan",
    objectKind: "meeting",
    objectId: meetingId,
    caseId,
    relation: "takes_part",
  });
  expect(byNumber.items[3]).toMatchObject({ relation: "assigned" });
  for (const person of [reference, caseId])
    expect(await search(auditor, { person, untilOn: "2026-03-02" })).toEqual(byNumber);
  expect(await search(auditor, { person: "SAM-00000000" })).toMatchObject({ total: 0, items: [] });
});

test("each agency's auditor: the rows of its own handläggare, never the other's; nobody's notes", async () => {
  const own = await search(afAuditor, { person: reference });
  expect(actionsOf(own)).toContain("meeting:read");
  expect(new Set(own.items.map(({ organisationId }) => organisationId))).toEqual(
    new Set(["arbetsformedlingen"]),
  );
  const all = await search(auditor, { limit: 100 });
  expect(all.items.some(({ organisationId }) => organisationId === "arbetsformedlingen")).toBe(false);
  expect(actionsOf(all)).toContain("notes:write_joint");
  expect(JSON.stringify(all)).not.toContain(NOTE);
  expect(JSON.stringify(all)).not.toContain("Tolvan");
});

test("what somebody with a link has done: for the auditor of the agency that has the case", async () => {
  now = new Date("2026-03-03T08:00:00Z");
  const invited = await openInvitation(running.samtid, running.origin, meetingId);
  const answered = await invited.post("/invitation/answers", {
    timeVersion: 1,
    given: { answer: "accepted" },
  });
  expect(answered.status, JSON.stringify(answered.body)).toBe(200);
  now = LATER;
  const byLink = (found: { items: Record<string, string>[] }) =>
    found.items.filter(({ actorKind }) => actorKind === "invited");
  expect(byLink(await search(auditor, { person: reference })).length).toBeGreaterThan(0);
  expect(byLink(await search(afAuditor, { person: reference }))).toEqual([]);
});

test("by handläggare, by action, by part of actions and by day", async () => {
  const byOne = await search(auditor, {
    handlaggareId: people.fk[0],
    action: "meeting",
    fromOn: "2026-03-02",
    untilOn: "2026-03-02",
  });
  expect(actionsOf(byOne)).toEqual(["meeting:read", "meeting:read", "meeting:book"]);
  expect(actionsOf(await search(auditor, { action: "case:register" }))).toEqual(["case:register"]);
  expect(actionsOf(await search(auditor, { handlaggareId: people.fk[2] }))).toEqual([]);
  expect(actionsOf(await search(auditor, { fromOn: "2026-03-18" }))).toEqual([]);
});

test("a search is itself in the trail, with why, for each case it found", async () => {
  const before = await search(auditor, { action: "audit:search", person: reference });
  await search(auditor, { person: PERSONNUMMER, why: "Anmälan 2026/17" });
  const after = await search(auditor, { action: "audit:search", person: reference });
  expect(after.total).toBe(before.total + 2);
  expect(after.items[1]).toMatchObject({
    actorId: people.fk[1],
    objectId: caseId,
    relation: "auditor",
    why: "Anmälan 2026/17",
  });
});

test("as CSV and JSON: every row of the search, as a file, without a name or number in the file's name", async () => {
  const wanted = { person: reference, untilOn: "2026-03-02" };
  const { items } = await search(auditor, wanted);
  const json = await auditor.post("/audit-exports", { ...wanted, format: "json" });
  expect(json.body).toEqual([...items].reverse());
  expect(json.headers.get("content-disposition")).toBe('attachment; filename="sparlogg.json"');
  const csv = await auditor.post("/audit-exports", { ...wanted, format: "csv" });
  expect(csv.headers.get("content-type")).toContain("text/csv");
  const lines = (csv.body as string).trim().split("\r\n");
  expect(lines).toHaveLength(items.length + 1);
  expect(lines[1]).toContain("case:register");
  expect(actionsOf(await search(auditor, { action: "audit:export" })).length).toBe(2);
});

test("the auditor holds the latest days against their seals, and sees which actions there are", async () => {
  await running.samtid.sealDays();
  const verified = await auditor.get("/audit-verification?from=2026-03-10");
  expect(verified.body).toMatchObject({ from: "2026-03-10", until: "2026-03-16", faults: [] });
  expect((await auditor.get("/audit-actions")).body.items).toContain("meeting:book");
});

test("nobody else: neither a handläggare, nor an administrator, nor who isn't signed in; an auditor can't be made administrator too", async () => {
  for (const other of [fk, administrator]) {
    expect((await other.post("/audit-searches", {})).status).toBe(403);
    expect((await other.post("/audit-exports", { format: "csv" })).status).toBe(403);
    expect((await other.get("/audit-actions")).status).toBe(403);
    expect((await other.get("/audit-verification")).status).toBe(403);
  }
  expect((await running.browser().post("/audit-searches", {})).status).toBe(401);
  expect((await fk.get("/session")).body).toMatchObject({ isAuditor: false });
  expect((await auditor.get("/session")).body).toMatchObject({ isAuditor: true, isAdministrator: false });
  await expect(
    sql`update handlaggare set is_administrator = true where person_id = ${people.fk[1]}`.execute(
      running.samtid.database.query(),
    ),
  ).rejects.toThrow("handlaggare_auditor_apart");
});
