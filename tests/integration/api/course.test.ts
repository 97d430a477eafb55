import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../../support/sample-people.ts";

const TESTS = 9;
const MONDAY = new Date("2026-05-18T08:00:00.000Z");
const DAY_MS = 86_400_000;

let now = MONDAY;
let running: RunningSamtid;
let people: SamplePeople;
let own = -1;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: TESTS });
    },
  });
});
/** Each test has a case and a pair of handläggare of its own. */
beforeEach(async () => {
  own += 1;
  await becomes(0);
});
afterAll(() => running?.stop());

/** So many days later both sign in anew. */
async function becomes(day: number): Promise<void> {
  now = days(day);
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
  af = await running.signedIn("arbetsformedlingen", `af-${own}`);
}
const caseId = () => people.cases[own]!;
const days = (count: number) => new Date(MONDAY.getTime() + count * DAY_MS);
const match = (revision: number) => ({ "if-match": `"${revision}"` });
const course = async (browser: ApiBrowser = fk) => (await browser.get(`/cases/${caseId()}/course`)).body;
const revision = async () => (await course()).cooperations[0]?.revision ?? 0;
const tell = async (what: string, body: object, browser = fk) =>
  browser.put(`/cases/${caseId()}/course/${what}`, body, match(await revision()));
const book = (day: number, more: object = {}) =>
  bookMeeting(fk, people, { startAt: days(day).toISOString(), caseIndex: own, pair: own, ...more });
async function close(meetingId: string, outcome: object) {
  const { body } = await fk.get(`/meetings/${meetingId}`);
  const closed = await fk.post(`/meetings/${meetingId}/outcomes`, outcome, match(body.revision));
  expect(closed.status).toBe(200);
}
const HELD = { held: true, reason: null };
const REQUEST = {
  requestedOn: "2026-05-18",
  requestedBy: "forsakringskassan",
  receivedOn: "2026-05-18",
  employment: "employed",
  kommun: "0380",
  enrolledAtAf: false,
  studies: false,
  benefitDaysBefore: 412,
};
const SUS = {
  ...{ kind: "sus", answer: "given", givenOn: "2026-05-01", formVersion: "FK 7001 (2)" },
  ...{ fromOn: "2026-05-01", untilOn: null },
};
const consent = (body: object) => fk.post(`/cases/${caseId()}/consents`, body);
const registrations = async (state = "waiting", browser = fk) =>
  (await browser.get(`/sus-registrations?limit=100&state=${state}`)).body.items.filter(
    (each: { caseId: string }) => each.caseId === caseId(),
  );
const kinds = async (state?: string) =>
  (await registrations(state)).map(({ kind }: { kind: string }) => kind);

describe("the course", () => {
  test("begins by itself when a survey is booked, and knows its first and last meeting when they are held; each datum says from where and since when", async () => {
    const first = await book(1);
    const second = await book(3);
    expect(await course()).toMatchObject({
      asks: "request",
      cooperations: [
        {
          requestedOn: "2026-05-18",
          requestedBy: "forsakringskassan",
          firstMeetingOn: null,
          known: { request: { source: "meeting", knownAt: MONDAY.toISOString() } },
        },
      ],
    });

    await becomes(1);
    await close(first, HELD);
    expect((await tell("request", REQUEST)).body).toMatchObject({
      asks: null,
      cooperations: [
        {
          ...REQUEST,
          firstMeetingOn: "2026-05-19",
          lastMeetingOn: "2026-05-19",
          known: {
            request: {
              source: "asked_once",
              knownAt: MONDAY.toISOString(),
              recordedByName: `FK Handläggare ${own}`,
            },
            first_meeting: { source: "meeting", knownAt: days(1).toISOString(), recordedByName: null },
          },
        },
      ],
    });
    await becomes(3);
    await close(second, HELD);
    const { asks, cooperations } = await course();
    expect(asks).toBe("result");
    expect(cooperations).toMatchObject([{ firstMeetingOn: "2026-05-19", lastMeetingOn: "2026-05-21" }]);

    await becomes(4);
    await close(second, { held: false, reason: "did_not_come" });
    expect((await course()).cooperations).toMatchObject([
      { lastMeetingOn: "2026-05-19", known: { last_meeting: { knownAt: days(1).toISOString() } } },
    ]);
  });

  test("is told to its end, once, by whoever knows; then a new one may begin", async () => {
    const meeting = await book(1);
    expect((await tell("result", { result: "plan_with_measures" })).body.code).toBe("wrong_state");
    await becomes(1);
    await close(meeting, HELD);
    expect((await tell("result", { result: "plan_with_measures" })).status).toBe(200);
    const education = { kind: "education", startedOn: "2026-05-19", endedOn: null };
    await tell("request", REQUEST);
    expect((await course()).asks).toBe("measures");
    expect((await tell("measures", { measures: [education] }, af)).body.cooperations).toMatchObject([
      { measures: [education], known: { measures: { recordedByName: `AF Handläggare ${own}` } } },
    ]);
    await becomes(2);
    const assessment = { kind: "assessment", startedOn: "2026-05-20", endedOn: null };
    await tell("measures", { measures: [{ ...education, endedOn: "2026-06-30" }, assessment] });
    const { rows } =
      await sql<object>`select kind, m.ended_on as "endedOn", known_at as "knownAt" from cooperation_measure m
      join cooperation c on c.id = m.cooperation_id where c.case_id = ${caseId()} order by kind`.execute(
        running.samtid.database.query(),
      );
    expect(rows).toEqual([
      { kind: "assessment", endedOn: null, knownAt: days(2) },
      { kind: "education", endedOn: "2026-06-30", knownAt: days(1) },
    ]);

    const ending = { endedOn: "2026-05-20", ending: "avslutat", wentTo: "active_job_seeker" };
    expect((await tell("ending", { ...ending, endedOn: "2026-05-18" })).body.errors).toMatchObject([
      { pointer: "/endedOn", code: "too_early" },
    ]);
    expect((await tell("ending", ending)).body).toMatchObject({ asks: null, cooperations: [ending] });
    expect((await tell("request", { ...REQUEST, requestedOn: "2026-05-20", receivedOn: null })).status).toBe(
      200,
    );
    expect((await course()).cooperations).toMatchObject([{ endedOn: null }, ending]);
  });

  test("nobody overwrites what they haven't seen", async () => {
    await book(1);
    const refused = await fk.put(`/cases/${caseId()}/course/request`, REQUEST, match(0));
    expect(refused.status).toBe(412);
  });

  test("is for the case's agency, and for who meets the person from the other while the person agrees; days in a benefit stay at Försäkringskassan", async () => {
    const stranger = await running.signedIn("arbetsformedlingen", `af-${TESTS}`);
    expect((await af.get(`/cases/${caseId()}/course`)).status).toBe(404);
    await book(1);
    await tell("request", REQUEST);
    const seen = await course(af);
    expect(seen).toMatchObject({ mayTellBenefitDays: false, cooperations: [{ benefitDaysBefore: null }] });
    expect(JSON.stringify(seen)).not.toMatch(/\b412\b|benefit_days/);
    const kept = await tell("request", { ...REQUEST, studies: true, benefitDaysBefore: 1 }, af);
    expect(kept.status).toBe(200);
    expect((await course()).cooperations).toMatchObject([{ studies: true, benefitDaysBefore: 412 }]);
    expect((await stranger.get(`/cases/${caseId()}/course`)).status).toBe(404);

    const { body } = await fk.get(`/cases/${caseId()}/consents`);
    await fk.post(`/cases/${caseId()}/consent-withdrawals`, { consentId: body.items[0].id });
    expect((await af.get(`/cases/${caseId()}/course`)).status).toBe(404);
    const ending = { endedOn: "2026-05-18", ending: "avbrutet", wentTo: "no_information" };
    const told = await af.put(`/cases/${caseId()}/course/ending`, ending, match(await revision()));
    expect(told.status).toBe(404);
  });
});

describe("registrations in SUS", () => {
  test("come as soon as it happens, are checked and handed over once, and by name only for who has agreed", async () => {
    await consent(SUS);
    const meeting = await book(1);
    expect(await registrations()).toMatchObject([
      {
        kind: "request",
        anonymous: false,
        individualName: `Individ Nummer${own}`,
        content: { birthYear: 1980 },
      },
    ]);
    await tell("request", REQUEST);
    await becomes(1);
    await close(meeting, HELD);
    expect(await kinds()).toEqual(["request", "first_meeting"]);
    await tell("result", { result: "other_support" });
    const waiting = await registrations();
    expect(waiting).toMatchObject([
      { kind: "request", content: { kommun: "0380", employment: "employed" } },
      { kind: "first_meeting", happenedOn: "2026-05-19" },
      { kind: "last_meeting", content: { result: "other_support" } },
    ]);
    const ids = waiting.slice(0, 2).map(({ id }: { id: string }) => id);

    expect((await fk.post("/sus-registrations/hand-overs", { ids })).body.marked).toBe(0);
    expect((await fk.post("/sus-registrations/checks", { ids })).body.marked).toBe(2);
    const { body: file } = await fk.post("/sus-registrations/files", { format: "json" });
    const lines = file.registrations.filter(({ id }: { id: string }) => ids.includes(id));
    expect(lines).toMatchObject([
      { kind: "request", personnummer: samplePersonnummer(own), kommun: "0380", enrolled_at_af: false },
      { kind: "first_meeting", personnummer: samplePersonnummer(own), result: null },
    ]);
    const { body: csv } = await fk.post("/sus-registrations/files", { format: "csv" });
    expect(csv).toContain(`${ids[0]},request,1,no,no,${samplePersonnummer(own)},`);
    expect((await fk.post("/sus-registrations/hand-overs", { ids })).body.marked).toBe(2);
    expect((await fk.post("/sus-registrations/hand-overs", { ids })).body.marked).toBe(0);
    expect([await kinds(), await kinds("handed_over")]).toEqual([
      ["last_meeting"],
      ["request", "first_meeting"],
    ]);
  });

  test("consent taken back: what waits loses the name, what was handed over is corrected; the meetings stand", async () => {
    await consent(SUS);
    const meeting = await book(1);
    const [{ id }] = await registrations();
    await fk.post("/sus-registrations/checks", { ids: [id] });
    await fk.post("/sus-registrations/hand-overs", { ids: [id] });
    await becomes(1);
    await close(meeting, HELD);
    const [{ id: checked }] = await registrations();
    await fk.post("/sus-registrations/checks", { ids: [checked] });

    const { body } = await fk.get(`/cases/${caseId()}/consents`);
    const sus = body.items.find(({ kind }: { kind: string }) => kind === "sus");
    await fk.post(`/cases/${caseId()}/consent-withdrawals`, { consentId: sus.id });

    const waiting = await registrations();
    expect(waiting).toMatchObject([
      { kind: "request", revision: 2, anonymous: true, retracts: false },
      { id: checked, kind: "first_meeting", revision: 1, anonymous: true, state: "waiting" },
    ]);
    await fk.post("/sus-registrations/checks", { ids: waiting.map(({ id: each }: { id: string }) => each) });
    const { body: file } = await fk.post("/sus-registrations/files", { format: "json" });
    const lines = file.registrations.filter((line: { id: string }) =>
      waiting.some(({ id: each }: { id: string }) => each === line.id),
    );
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toMatch(/"0380"|:1980\b/);
    expect(lines).toMatchObject([{ personnummer: null, cooperation: null }, { personnummer: null }]);
    expect((await course()).cooperations).toMatchObject([{ firstMeetingOn: "2026-05-19" }]);
  });

  test("of somebody with protected identity are without name for everybody, and the case is shown to those assigned alone", async () => {
    await sql`update individual set protection = 'sekretessmarkering' where person_id =
      (select individual_id from cooperation_case where id = ${caseId()})`.execute(
      running.samtid.database.query(),
    );
    await sql`insert into case_assignment (case_id, handlaggare_id) values (${caseId()}, ${people.fk[own]})`.execute(
      running.samtid.database.query(),
    );
    await consent(SUS);
    await tell("request", REQUEST);
    expect(await registrations()).toMatchObject([{ kind: "request", anonymous: true }]);
    const other = await running.signedIn("forsakringskassan", `fk-${TESTS}`);
    expect(await registrations("waiting", other)).toEqual([]);
    const { items } = (await other.get("/sus-registrations?limit=100")).body;
    expect(JSON.stringify(items)).not.toContain(`Nummer${own}`);
    expect(items.length).toBeGreaterThan(0);
  });

  test("are not the other agency's", async () => {
    expect((await af.get("/sus-registrations")).status).toBe(403);
    expect((await af.post("/sus-registrations/files", { format: "csv" })).status).toBe(403);
    const ids = [people.cases[0]];
    expect((await af.post("/sus-registrations/checks", { ids })).status).toBe(403);
  });
});

test("six years later the case is erased: what follow-up counts by stays, what could point at somebody is gone", async () => {
  const meeting = await book(1);
  await tell("request", REQUEST);
  await becomes(1);
  await close(meeting, HELD);
  now = days(6 * 366);
  await running.samtid.applyRetention.run();
  const { rows } =
    await sql<object>`select c.requested_on as "requestedOn", c.first_meeting_on as "firstMeetingOn", c.kommun,
      c.employment, c.snapshot_sex as sex, c.snapshot_birth_year as born, k.individual_id as individual,
      (select count(*) from sus_registration where cooperation_id = c.id) as registrations
    from cooperation c join cooperation_case k on k.id = c.case_id where c.case_id = ${caseId()}`.execute(
      running.samtid.database.query(),
    );
  expect(rows).toEqual([
    {
      ...{ requestedOn: "2026-05-18", firstMeetingOn: "2026-05-19", sex: "woman", born: 1980 },
      ...{ kommun: null, employment: null, individual: null, registrations: 0 },
    },
  ]);
});
