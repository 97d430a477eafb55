import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { offerMeeting } from "../../support/offer-meeting.ts";
import { openMeeting } from "../../support/open-meeting.ts";
import { rawRequest } from "../../support/raw-http.ts";
import { registerExternal } from "../../support/register-external.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const AT = "2026-03-17T09:00:00.000Z";
const TIMES = [AT, "2026-03-18T09:00:00.000Z"];
const ANSWER_BY = "2026-03-12T11:00:00.000Z";
/** Each test has a pair and a case of its own. */
const TESTS = 12;
const SECRET = "Mamma är dålig ن";

let running: RunningSamtid;
let people: SamplePeople;
let own = -1;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => START },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS, individuals: TESTS });
    },
  });
});
beforeEach(async () => {
  own += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
  af = await running.signedIn("arbetsformedlingen", `af-${own}`);
});
afterAll(() => running?.stop());

const ours = (type: string) => ({ type, pair: own, caseIndex: own });
const book = (type = "omstallningsmote") => bookMeeting(fk, people, { startAt: AT, ...ours(type) });
const invited = (meetingId: string, participantId?: string) =>
  openInvitation(running.samtid, running.origin, meetingId, participantId);
const decline = (browser: ApiBrowser, reason?: unknown) =>
  browser.post("/invitation/answers", { timeVersion: 1, given: { answer: "declined", reason } });
const seen = async (meetingId: string, browser = fk) =>
  (await browser.get(`/meetings/${meetingId}`)).body.participants[0];

const OFFERED = {
  "one time": () => book(),
  "a kontaktmöte": () => book("kontaktmote"),
  "several times": async () => {
    const wanted = { times: TIMES, answerBy: ANSWER_BY, ...ours("omstallningsmote") };
    return (await offerMeeting(fk, people, wanted)).body.id as string;
  },
  "any free time": async () => {
    const period = { fromOn: "2026-03-16", untilOn: "2026-03-20" };
    const wanted = { ...period, answerBy: ANSWER_BY, ...ours("omstallningsmote") };
    return (await openMeeting(fk, people, wanted)).body.id as string;
  },
};

test.each(Object.entries(OFFERED))(
  "who is offered %s and declines may say why: the handläggare of both agencies see it",
  async (_what, offered) => {
    const meetingId = await offered();
    const person = await invited(meetingId);
    expect((await person.get("/invitation")).body.declineReasons).toEqual([
      "time",
      "not_now",
      "talk_first",
      "other",
    ]);
    const reason = { code: "talk_first", text: null };
    expect((await decline(person, reason)).body.answer).toMatchObject({
      status: "declined",
      declineReason: reason,
    });
    for (const browser of [fk, af])
      expect((await seen(meetingId, browser)).answer).toMatchObject({ declineReason: reason });
  },
);

test("says why, then not, then yes: each answer is kept as it was, and the latest counts", async () => {
  const meetingId = await book();
  const person = await invited(meetingId);
  await decline(person, { code: "other", text: SECRET });
  expect((await decline(person)).body.answer).toMatchObject({ status: "declined", declineReason: null });
  await person.post("/invitation/answers", { timeVersion: 1, given: { answer: "accepted" } });
  const { id, answer } = await seen(meetingId);
  expect(answer).toMatchObject({ status: "accepted", declineReason: null });

  const query = running.samtid.database.query();
  const { rows } = await sql<{ reason: string | null; text: string | null }>`
    select decline_reason as reason, decline_text as text from answer where participant_id = ${id} order by id`.execute(
    query,
  );
  expect(rows).toEqual([
    { reason: "other", text: SECRET },
    { reason: null, text: null },
    { reason: null, text: null },
  ]);
  await expect(
    sql`update answer set decline_reason = 'time', decline_text = null where participant_id = ${id}`.execute(
      query,
    ),
  ).rejects.toThrow();
});

test("a handläggare records why, as it was said on the telephone", async () => {
  const meetingId = await book();
  const { id: participantId } = await seen(meetingId);
  const reason = { code: "not_now", text: null };
  const given = { answer: "declined", reason };
  const { status } = await af.post(`/meetings/${meetingId}/answers`, {
    participantId,
    timeVersion: 1,
    given,
  });
  expect(status).toBe(200);
  expect((await seen(meetingId)).answer).toMatchObject({
    declineReason: reason,
    channel: "telephone",
    recordedByName: `AF Handläggare ${own}`,
  });
});

test.each([
  ["words with a reason that needs none", { code: "time", text: "Jag jobbar" }],
  ["a reason there isn't", { code: "ill", text: null }],
  ["more than three hundred signs", { code: "other", text: "x".repeat(301) }],
])("%s: refused, without saying what was written", async (_what, reason) => {
  const person = await invited(await book());
  const { status, body } = await decline(person, reason);
  expect(status).toBe(422);
  expect(JSON.stringify(body)).not.toMatch(/Jag jobbar|ill"|xxx/);
});

test("who comes from outside is asked for no reason, and none is kept", async () => {
  const personId = await registerExternal(fk, `tolk-${own}`);
  const meetingId = await book("gemensam_kartlaggning");
  const { revision } = (await fk.get(`/meetings/${meetingId}`)).body;
  const asked = await fk.post(
    `/meetings/${meetingId}/participants`,
    { personId, attendance: "optional", secrecyConsentOn: "2026-01-02" },
    { "if-match": `"${revision}"` },
  );
  expect(asked.status).toBe(200);
  const tolk = asked.body.participants.find(({ role }: { role: string }) => role === "external");
  const external = await invited(meetingId, tolk.id);
  expect((await external.get("/invitation")).body.declineReasons).toEqual([]);
  expect((await decline(external, { code: "time", text: null })).status).toBe(422);
  expect((await decline(external)).status).toBe(200);
});

test("what was written is in no mail, feed, list, history or trace", async () => {
  const { body: feed } = await fk.post("/feeds", { label: "Telefonen", detailLevel: "reference" });
  const meetingId = await book();
  await decline(await invited(meetingId), { code: "other", text: SECRET });
  const told = await Promise.all([
    running.catcher.list(),
    rawRequest(feed.address as string).then(({ body }) => body.toString()),
    fk.get(`/calendar?from=2026-03-16T00:00:00Z&to=2026-03-23T00:00:00Z`).then(({ body }) => body),
    fk.get("/meetings").then(({ body }) => body),
    fk.get(`/meetings/${meetingId}`).then(({ body }) => [body.history, body.messages]),
    sql`select * from audit`.execute(running.samtid.database.query()).then(({ rows }) => rows),
    sql`select * from event_log`.execute(running.samtid.database.query()).then(({ rows }) => rows),
  ]);
  expect(JSON.stringify(told)).toContain("SAM-");
  expect(JSON.stringify(told)).not.toMatch(/Mamma|talk_first|"other"/);
});

test("a wish for how to meet goes with a wish for another time, and one from before there was a choice still reads", async () => {
  const meetingId = await book("gemensam_kartlaggning");
  const person = await invited(meetingId);
  const wish = { weekdays: [2], partsOfDay: [], earliestOn: null, mode: "telephone", text: null };
  const ask = (given: object) => person.post("/invitation/answers", { timeVersion: 1, given });
  expect((await ask({ answer: "other-time", wish })).body.answer.otherTimeWish).toEqual(wish);
  expect((await seen(meetingId, af)).answer.otherTimeWish).toEqual(wish);
  expect((await ask({ answer: "other-time", wish: { ...wish, mode: "mixed" } })).status).toBe(422);

  const { id } = await seen(meetingId);
  await sql`insert into answer (participant_id, time_version, status, wish, channel, answered_at)
    values (${id}, 1, 'tentative', '{"weekdays": [4], "partsOfDay": [], "earliestOn": null, "text": null}', 'web', now())`.execute(
    running.samtid.database.query(),
  );
  expect((await seen(meetingId)).answer.otherTimeWish).toMatchObject({ weekdays: [4], mode: null });
});
