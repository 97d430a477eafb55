import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testPersonnummer } from "../../../server/demo/test-personnummer.ts";
import { createApiBrowser, type ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { insertSamplePeople, samplePersonnummer, type SamplePeople } from "../../support/sample-people.ts";
import { serveSamtid, type ServedSamtid } from "../../support/served-samtid.ts";

const START = new Date("2026-03-02T08:00:00Z");
const PERSONNUMMER = testPersonnummer("1958-02-03", "woman");
const TIMES = ["2026-03-05T09:00:00.000Z", "2026-03-05T12:00:00.000Z", "2026-03-06T09:00:00.000Z"];

let now = START;
let served: ServedSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
let meetings: string[];

beforeAll(async () => {
  served = await serveSamtid({ now: () => now });
  people = await insertSamplePeople(served.samtid, { handlaggare: 1, individuals: 3 });
  fk = createApiBrowser(served.origin);
  await fk.signIn("forsakringskassan", "fk-0");
  meetings = [];
  for (const [caseIndex, startAt] of TIMES.entries())
    meetings.push(await bookMeeting(fk, people, { startAt, caseIndex }));
  expect((await register(0, { validUntil: "2026-03-03" })).status).toBe(201);
  expect((await register(1)).status).toBe(201);
});
beforeEach(() => {
  now = START;
});
afterAll(() => served?.stop());

const register = (index: number, more: object = {}) =>
  fk.post(`/cases/${people.cases[index]}/representatives`, {
    ...{ kind: "ombud", name: "Olga Ombud", email: null, phone: "08-465 004 30", language: "sv" },
    ...{
      validFrom: "2026-03-01",
      validUntil: null,
      covers: "answers_and_attends",
      personnummer: PERSONNUMMER,
    },
    ...more,
  });
async function withEid(personnummer = PERSONNUMMER): Promise<ApiBrowser> {
  const browser = createApiBrowser(served.origin);
  await browser.signInWithEid(personnummer);
  return browser;
}
const shownTo = async (browser: ApiBrowser) => {
  const { body } = await browser.get("/own-meetings");
  return body.items.map((each: { meetingId: string; isForOther: boolean }) => [
    each.meetingId,
    each.isForOther,
  ]);
};

test("who answers for two people finds the meetings of both with e-ID, and opens and answers one as theirs", async () => {
  const ombud = await withEid();

  expect((await ombud.get("/session")).body).toEqual({ kind: "individual", name: "Olga Ombud" });
  expect(await shownTo(ombud)).toEqual([
    [meetings[0], true],
    [meetings[1], true],
  ]);
  const opened = await ombud.post("/own-meetings/openings", { meetingId: meetings[1] });
  expect(opened.body).toMatchObject({
    represents: { kind: "ombud" },
    byEid: { type: "gemensam_kartlaggning" },
  });
  const given = { timeVersion: opened.body.timeVersion, given: { answer: "accepted" } };
  expect((await ombud.post("/invitation/answers", given)).status).toBe(200);
  const { participants } = (await fk.get(`/meetings/${meetings[1]}`)).body;
  expect(participants[0].answer).toMatchObject({ status: "accepted", byRepresentative: { kind: "ombud" } });
  expect((await ombud.post("/own-meetings/openings", { meetingId: meetings[2] })).status).toBe(404);
  expect((await ombud.get("/own-details")).status).toBe(404);
});

test("when a mandate ends the meeting is gone at once, also from who has it open", async () => {
  const ombud = await withEid();
  await ombud.post("/own-meetings/openings", { meetingId: meetings[0] });
  now = new Date("2026-03-03T22:59:59Z");
  const stays = await withEid();
  await stays.post("/own-meetings/openings", { meetingId: meetings[0] });
  expect((await stays.get("/invitation")).status).toBe(200);
  now = new Date("2026-03-03T23:00:00Z");

  expect((await stays.get("/invitation")).status).toBe(401);
  expect(await shownTo(stays)).toEqual([[meetings[1], true]]);
});

test("an individual who also answers for somebody finds their own meeting and the other's", async () => {
  expect((await register(1, { personnummer: samplePersonnummer(2), name: "Individ Nummer2" })).status).toBe(
    201,
  );

  expect(await shownTo(await withEid(samplePersonnummer(2)))).toEqual([
    [meetings[1], true],
    [meetings[2], false],
  ]);
});

test("a number that is none is refused, and handläggare are shown that there is one, not which", async () => {
  const refused = await register(2, { personnummer: "19580203-0000" });
  const listed = await fk.get(`/cases/${people.cases[0]}/representatives`);

  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/personnummer"]);
  expect(listed.body.items[0]).toMatchObject({ name: "Olga Ombud", hasEid: true });
  expect(JSON.stringify([refused.body, listed.body])).not.toMatch(/19580203|580203/);
});
