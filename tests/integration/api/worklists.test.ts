import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { offerMeeting } from "../../support/offer-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday. */
const BEGINS = new Date("2026-05-18T08:00:00.000Z");
const DAY_MS = 86_400_000;

let now = BEGINS;
let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 8, individuals: 8 });
    },
  });
  await becomes(0);
});
afterAll(() => running?.stop());

const run = (query: ReturnType<typeof sql>) => query.execute(running.samtid.database.query());
async function becomes(day: number): Promise<void> {
  now = new Date(BEGINS.getTime() + day * DAY_MS);
  fk = await running.signedIn("forsakringskassan", "fk-0");
  af = await running.signedIn("arbetsformedlingen", "af-0");
}
const book = (index: number, day: number, type?: string) =>
  bookMeeting(fk, people, {
    startAt: new Date(BEGINS.getTime() + day * DAY_MS).toISOString(),
    ...{ caseIndex: index, pair: index, ...(type && { type }) },
  });
interface Item {
  meetingId: string | null;
  caseId: string | null;
  individualName: string | null;
  mayOpen: boolean;
}
async function list(kind: string, browser: ApiBrowser = fk): Promise<Item[]> {
  const { body } = await browser.get("/worklists");
  const found = body.items.find((each: { kind: string }) => each.kind === kind);
  expect(found.total).toBe(found.items.length);
  return found.items;
}

test("a meeting is listed when it is over and nobody has said how it went, until somebody has; colleagues see whose it is, and only who meets the person from the other agency sees who it is", async () => {
  const meetingId = await book(0, 1);
  const other = await book(1, 1 + 1 / 12);
  expect(await list("no_outcome")).toEqual([]);
  await becomes(2);
  expect(await list("no_outcome")).toMatchObject([
    { individualName: "Individ Nummer0", mayOpen: true, handlaggareNames: ["FK Handläggare 0"] },
    { individualName: "Individ Nummer1", mayOpen: true },
  ]);
  const seenByOther = await list("no_outcome", af);
  expect(seenByOther.find((each) => each.meetingId === meetingId)).toMatchObject({
    individualName: "Individ Nummer0",
    mayOpen: true,
  });
  expect(seenByOther.find(({ mayOpen }) => !mayOpen)).toMatchObject({
    meetingId: null,
    individualName: null,
    handlaggareNames: ["AF Handläggare 1"],
  });
  const { revision } = (await fk.get(`/meetings/${meetingId}`)).body;
  await fk.post(
    `/meetings/${meetingId}/outcomes`,
    { held: true, reason: null },
    { "if-match": `"${revision}"` },
  );
  expect((await list("no_outcome")).map((each) => each.meetingId)).toEqual([other]);
  expect(await list("no_next_step")).toMatchObject([
    { caseId: people.cases[0], detail: "result" },
    { caseId: people.cases[1], detail: "nothing_planned" },
  ]);
});

test("a case is listed while a consent is missing: first that to share, then the answer about SUS", async () => {
  await book(2, 8);
  const one = async () => (await list("consent_missing")).find(({ caseId }) => caseId === people.cases[2]);
  expect(await one()).toMatchObject({ detail: "sus" });
  const { items } = (await fk.get(`/cases/${people.cases[2]}/consents`)).body;
  await fk.post(`/cases/${people.cases[2]}/consent-withdrawals`, { consentId: items[0].id });
  expect(await one()).toMatchObject({ detail: "secrecy" });
  await fk.post(`/cases/${people.cases[2]}/consents`, { kind: "secrecy", givenOn: "2026-05-18" });
  await fk.post(`/cases/${people.cases[2]}/consents`, {
    ...{ kind: "sus", answer: "refused", givenOn: "2026-05-18", formVersion: "1" },
    ...{ fromOn: "2026-05-18", untilOn: null },
  });
  expect(await one()).toBeUndefined();
});

test("an offer is listed until the person answers; a window for the kontaktmöte, until there is one", async () => {
  await run(
    sql`update cooperation_case set chain_day = 149, chain_day_on = '2026-05-20' where id = ${people.cases[3]}`,
  );
  await run(
    sql`update cooperation_case set chain_day = 150, chain_day_on = '2026-05-20' where id = ${people.cases[4]}`,
  );
  expect(await list("window_closing")).toMatchObject([{ caseId: people.cases[4], byOn: "2026-06-19" }]);
  const times = ["2026-06-02T08:00:00.000Z", "2026-06-02T10:00:00.000Z"];
  const answerBy = "2026-05-28T10:00:00.000Z";
  const wanted = { times, answerBy, type: "kontaktmote", caseIndex: 4, pair: 4 };
  const { body } = await offerMeeting(fk, people, wanted);
  expect(await list("window_closing")).toEqual([]);
  expect(await list("offer_unanswered")).toMatchObject([{ meetingId: body.id, at: answerBy }]);
  const { participants } = (await fk.get(`/meetings/${body.id}`)).body;
  const { id } = participants.find(({ role }: { role: string }) => role === "individual");
  const given = {
    answer: "other-time",
    wish: { weekdays: [], partsOfDay: [], earliestOn: null, mode: null, text: "" },
  };
  const answered = await fk.post(`/meetings/${body.id}/answers`, {
    participantId: id,
    timeVersion: 1,
    given,
  });
  expect(answered.status).toBe(200);
  expect(await list("offer_unanswered")).toEqual([]);
});

test("a meeting nobody is known to have heard of, or without the interpreter it needs, is listed", async () => {
  const meetingId = await book(5, 15, "uppfoljningsmote");
  const isListed = async (kind: string) => (await list(kind)).some((each) => each.meetingId === meetingId);
  expect([await isListed("no_proven_channel"), await isListed("interpreter_missing")]).toEqual([
    false,
    false,
  ]);
  await fk.post(`/cases/${people.cases[5]}/interpreter-need`, {
    need: { language: "ar", dialect: null, way: "remote" },
  });
  expect(await isListed("interpreter_missing")).toBe(true);
  await becomes(5);
  expect(await isListed("no_proven_channel")).toBe(true);
  await run(sql`update message set opened_at = ${now} where meeting_id = ${meetingId}
    and participant_id = (select id from participant where meeting_id = ${meetingId} and role = 'individual')`);
  expect(await isListed("no_proven_channel")).toBe(false);
});

test("nobody sees what they are disqualified from, nor a protected person they aren't assigned to", async () => {
  const isThere = async () => JSON.stringify((await fk.get("/worklists")).body).includes(people.cases[1]!);
  expect(await isThere()).toBe(true);
  const protect = (protection: string) =>
    run(sql`update individual set protection = ${protection} where person_id =
      (select individual_id from cooperation_case where id = ${people.cases[1]})`);
  await protect("sekretessmarkering");
  expect(await isThere()).toBe(false);
  await protect("none");
  await run(sql`insert into disqualification (case_id, handlaggare_id, recorded_at, recorded_by)
    values (${people.cases[1]}, ${people.fk[0]}, ${now}, ${people.fk[0]})`);
  expect(await isThere()).toBe(false);
});
