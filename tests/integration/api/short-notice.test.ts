import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday at nine; who is told by mail has notice until the Monday after. */
const NOW = new Date("2026-03-02T08:00:00Z");
const SOON = "2026-03-04T09:00:00Z";
const LATER = "2026-03-11T09:00:00Z";
const reason = { reason: "other", text: "Lokalen byggs om nästa vecka." };

let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => NOW },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 5 });
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
  af = await running.signedIn("arbetsformedlingen", "af-0");
});
afterAll(() => running?.stop());

const plan = (caseIndex: number) => ({
  caseId: people.cases[caseIndex],
  type: "gemensam_kartlaggning",
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
  loosen: ["notice"],
});
const missing = [expect.objectContaining({ pointer: "/shortNotice", code: "short_notice_reason_missing" })];
const historyOf = async (browser: ApiBrowser, id: string) =>
  (await browser.get(`/meetings/${id}`)).body.history.map(
    ({ kind, shortNotice }: { kind: string; shortNotice: unknown }) => [kind, shortNotice],
  );

test("a booking at short notice: is refused without a reason, and with one both agencies read it in the history", async () => {
  const refused = await fk.post("/meetings", { ...plan(0), startAt: SOON });
  expect(refused).toMatchObject({ status: 422, body: { code: "invalid", errors: missing } });

  const { status, body } = await fk.post("/meetings", { ...plan(0), startAt: SOON, shortNotice: reason });
  expect(status).toBe(201);
  expect(await historyOf(fk, body.id)).toEqual([["booked", reason]]);
  expect(await historyOf(af, body.id)).toEqual([["booked", reason]]);
  const forget = sql`update event_log set short_notice_text = null`.execute(running.samtid.database.query());
  await expect(forget).rejects.toThrow();
});

test("times offered of which one is at short notice: need a reason", async () => {
  const offer = {
    ...plan(1),
    times: ["2026-03-05T09:00:00Z", LATER],
    answerBy: "2026-03-03T12:00:00Z",
  };
  expect(await fk.post("/meeting-offers", offer)).toMatchObject({ status: 422, body: { errors: missing } });
  const { status, body } = await fk.post("/meeting-offers", { ...offer, shortNotice: reason });
  expect(status).toBe(201);
  expect(await historyOf(fk, body.id)).toEqual([["offered", reason]]);
});

test("a meeting with the notice there should be: keeps no reason, and moved to a time at short notice it needs one", async () => {
  const booked = await fk.post("/meetings", {
    ...plan(2),
    startAt: "2026-03-12T09:00:00Z",
    shortNotice: reason,
  });
  expect(booked.status).toBe(201);
  const { id, revision } = booked.body;
  const move = { startAt: "2026-03-04T12:00:00Z", durationMinutes: 60, mode: "video", place: null };
  const to = (more: object) =>
    fk.post(`/meetings/${id}/moves`, { ...move, ...more }, { "if-match": `"${revision}"` });
  expect(await to({ loosen: ["notice"] })).toMatchObject({ status: 422, body: { errors: missing } });
  expect((await to({ loosen: ["notice"], shortNotice: reason })).status).toBe(200);
  expect(await historyOf(af, id)).toEqual([
    ["booked", null],
    ["moved", reason],
  ]);
});

test("a person who is reached by letter: has notice of eight working days, and the search says so", async () => {
  await sql`update individual set email = null, address = ${JSON.stringify({
    careOf: null,
    street: "Storgatan 1",
    postalCode: "123 45",
    city: "Umeå",
  })} where person_id = (select individual_id from cooperation_case where id = ${people.cases[3]!})`.execute(
    running.samtid.database.query(),
  );
  const { body } = await fk.post("/free-time-searches", {
    caseId: people.cases[3],
    type: "gemensam_kartlaggning",
    sides: plan(3).handlaggare.map(({ organisationId, personId }) => ({
      organisationId,
      handlaggareIds: [personId],
    })),
    durationMinutes: 60,
    fromOn: "2026-03-02",
    toOn: "2026-03-20",
  });
  expect(body.notice).toEqual({ channel: "letter", workingDays: 8, endsAt: "2026-03-11T23:00:00.000Z" });
  expect(body.times[0].startAt >= body.notice.endsAt).toBe(true);
  const booking = { ...plan(3), startAt: "2026-03-11T12:00:00Z" };
  expect(await fk.post("/meetings", booking)).toMatchObject({ status: 422, body: { errors: missing } });
});
