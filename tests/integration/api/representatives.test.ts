import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createApiBrowser, type ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { eventually } from "../../support/eventually.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const AT = "2026-03-17T09:00:00.000Z";
const TIMES = [AT, "2026-03-18T09:00:00.000Z"];
/** Each test has a pair and a case of its own. */
const TESTS = 13;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let own = -1;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS, individuals: TESTS });
    },
  });
});
beforeEach(async () => {
  own += 1;
  await goTo(START);
});
afterAll(() => running?.stop());

/** Nobody stays signed in for days. */
async function goTo(time: Date): Promise<void> {
  now = time;
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
  af = await running.signedIn("arbetsformedlingen", `af-${own}`);
}
const caseId = () => people.cases[own]!;
const register = (more: object = {}, browser = fk) =>
  browser.post(`/cases/${caseId()}/representatives`, {
    kind: "god_man",
    name: `Gode Man ${own}`,
    email: `ombud-${own}@example.test`,
    phone: "08-465 004 30",
    language: "sv",
    validFrom: "2026-03-01",
    validUntil: null,
    covers: "answers_and_attends",
    ...more,
  });
const book = () => bookMeeting(fk, people, { startAt: AT, pair: own, caseIndex: own });
const offer = async () => {
  const { status, body } = await fk.post("/meeting-offers", {
    caseId: caseId(),
    type: "gemensam_kartlaggning",
    durationMinutes: 60,
    mode: "video",
    place: null,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: people.fk[own] },
      { organisationId: "arbetsformedlingen", personId: people.af[own] },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
    times: TIMES,
    answerBy: "2026-03-12T11:00:00.000Z",
  });
  expect(status).toBe(201);
  return body.id as string;
};
const representativeOf = async (meetingId: string) =>
  (await running.samtid.repositories.meetings.find(meetingId))!.participants.find(
    ({ role }) => role === "representative",
  )!;
const linkOf = async (meetingId: string) =>
  openInvitation(running.samtid, running.origin, meetingId, (await representativeOf(meetingId)).id);
const answer = (browser: ApiBrowser, given: object, timeVersion = 1) =>
  browser.post("/invitation/answers", { timeVersion, given });
const seen = async (meetingId: string, browser = fk) => (await browser.get(`/meetings/${meetingId}`)).body;
const mailsTo = (recipient: string, count: number) =>
  eventually(async () => {
    const mails = (await running.catcher.list()).filter(({ to }) => to.includes(`${recipient}@example.test`));
    expect(mails).toHaveLength(count);
    return mails;
  });

test("gets a mail and a link of their own, that say neither name nor type, and take none of their time", async () => {
  expect((await register()).status).toBe(201);
  const meetingId = await book();
  const [mail] = await mailsTo(`ombud-${own}`, 1);
  const { reference } = await seen(meetingId);

  expect(mail!.subject).toBe(`Möte ${reference}: en tid för personen du svarar för`);
  expect(mail!.text).toMatch(/Du får det här som god man/);
  expect(`${mail!.subject} ${mail!.text}`).not.toMatch(/Individ Nummer|Gode Man|kartläggning|sjukpenning/i);
  const { personId } = await representativeOf(meetingId);
  const { rows } = await sql`select from occupancy where person_id = ${personId}`.execute(
    running.samtid.database.query(),
  );
  expect(rows).toHaveLength(0);
  const { body } = await (await linkOf(meetingId)).get("/invitation");
  expect(body).toMatchObject({
    represents: { kind: "god_man", validUntil: null },
    representatives: [],
    declinable: false,
  });
  expect(body.meets).toHaveLength(2);
});

test("answers for the person: both agencies and the person see who answered, and the latest of either counts", async () => {
  await register();
  const meetingId = await book();
  now = new Date("2026-03-02T08:12:00Z");
  const by = { name: `Gode Man ${own}`, kind: "god_man" };
  const given = await answer(await linkOf(meetingId), { answer: "accepted" });

  expect(given.body.answer).toMatchObject({ status: "accepted", byRepresentative: by });
  for (const browser of [fk, af])
    expect((await seen(meetingId, browser)).participants[0]).toMatchObject({
      role: "individual",
      answer: { status: "accepted", answeredAt: "2026-03-02T08:12:00.000Z", byRepresentative: by },
    });
  const individual = await openInvitation(running.samtid, running.origin, meetingId);
  const { body } = await individual.get("/invitation");
  expect(body).toMatchObject({
    representatives: [by],
    represents: null,
    answer: { status: "accepted", byRepresentative: by },
  });
  const wish = { weekdays: [2], partsOfDay: [], earliestOn: null, text: null };
  await answer(individual, { answer: "other-time", wish });
  expect((await seen(meetingId)).participants[0].answer).toMatchObject({
    status: "tentative",
    byRepresentative: null,
  });
  const { rows } = await sql`select from answer where representative_id is not null and participant_id =
    ${(await seen(meetingId)).participants[0].id}`.execute(running.samtid.database.query());
  expect(rows, "what was answered before is kept").toHaveLength(1);
});

test("declines for the person, and may say why: both agencies see by whom, and the person sees it too", async () => {
  await register();
  const meetingId = await bookMeeting(fk, people, {
    startAt: AT,
    type: "omstallningsmote",
    pair: own,
    caseIndex: own,
  });
  const reason = { code: "other", text: "Hon är redan inskriven" };
  expect((await answer(await linkOf(meetingId), { answer: "declined", reason })).status).toBe(200);

  const by = { kind: "god_man", name: `Gode Man ${own}` };
  const declined = { status: "declined", declineReason: reason, byRepresentative: by };
  for (const browser of [fk, af])
    expect((await seen(meetingId, browser)).participants[0].answer).toMatchObject(declined);
  const individual = await openInvitation(running.samtid, running.origin, meetingId);
  expect((await individual.get("/invitation")).body.answer).toMatchObject(declined);
});

test("chooses one of the offered times for the person", async () => {
  await register();
  const meetingId = await offer();
  const [mail] = await mailsTo(`ombud-${own}`, 1);
  expect(mail!.subject).toMatch(/tider att välja mellan/);
  const link = await linkOf(meetingId);
  const { body } = await link.get("/invitation");
  expect(body.alternatives).toHaveLength(2);
  expect((await link.post("/invitation/choices", { heldTimeId: body.alternatives[1].id })).status).toBe(200);

  const meeting = await seen(meetingId);
  expect(meeting).toMatchObject({ status: "booked", startAt: TIMES[1] });
  expect(meeting.participants[0].answer).toMatchObject({
    status: "accepted",
    byRepresentative: { kind: "god_man" },
  });
});

test("registered after the booking is told of it at once, and nobody else is", async () => {
  const meetingId = await book();
  await Promise.all([mailsTo(`individual-${own}`, 1), mailsTo(`af-${own}`, 1)]);
  await register();

  await mailsTo(`ombud-${own}`, 1);
  await Promise.all([mailsTo(`individual-${own}`, 1), mailsTo(`af-${own}`, 1)]);
  expect(await seen(meetingId)).toMatchObject({ timeVersion: 1 });
});

test("whose mandate ends: the link is dead from midnight in Stockholm, and says why", async () => {
  await register({ validUntil: "2026-03-10" });
  const meetingId = await book();
  await mailsTo(`ombud-${own}`, 1);
  const link = await linkOf(meetingId);
  now = new Date("2026-03-02T09:00:00Z");
  expect((await answer(link, { answer: "accepted" })).status).toBe(200);
  const { id } = await representativeOf(meetingId);
  const token = await running.samtid.repositories.links.tokenFor(id);
  const open = async (time: string) => {
    now = new Date(time);
    const { status, body } = await createApiBrowser(running.origin).post("/invitation-sessions", { token });
    return [status, body.code];
  };

  expect(await open("2026-03-10T22:59:59.000Z")).toEqual([201, undefined]);
  expect(await open("2026-03-10T23:00:00.000Z")).toEqual([410, "mandate_ended"]);
  await goTo(new Date("2026-03-11T09:00:00Z"));
  expect((await seen(meetingId)).participants[1].representative.state).toBe("expired");
  const moved = { startAt: TIMES[1], durationMinutes: 60, mode: "video", place: null, loosen: ["notice"] };
  const { revision } = (await running.samtid.repositories.meetings.find(meetingId))!;
  await fk.post(`/meetings/${meetingId}/moves`, moved, { "if-match": `"${revision}"` });
  await mailsTo(`individual-${own}`, 2);
  await mailsTo(`ombud-${own}`, 1);
});

test("withdrawn: the link and an open session are dead at once, they are told, and the person's answer stays", async () => {
  await register();
  const meetingId = await book();
  await mailsTo(`ombud-${own}`, 1);
  const link = await linkOf(meetingId);
  const { id, personId } = await representativeOf(meetingId);
  const token = await running.samtid.repositories.links.tokenFor(id);
  await answer(link, { answer: "accepted" });
  const withdraw = () => fk.post(`/cases/${caseId()}/representative-withdrawals`, { personId });
  expect((await withdraw()).body.items[0].state).toBe("withdrawn");
  expect((await withdraw()).status).toBe(200);

  expect((await link.get("/invitation")).status).toBe(401);
  const { status, body } = await createApiBrowser(running.origin).post("/invitation-sessions", { token });
  expect([status, body.code]).toEqual([410, "mandate_ended"]);
  const mails = await mailsTo(`ombud-${own}`, 2);
  expect(mails.filter(({ calendar }) => calendar?.content.includes("METHOD:CANCEL"))).toHaveLength(1);
  const meeting = await seen(meetingId);
  expect(meeting.participants.map(({ role }: { role: string }) => role)).not.toContain("representative");
  expect(meeting.participants[0].answer).toMatchObject({
    status: "accepted",
    byRepresentative: { kind: "god_man" },
  });
});

test("whose mandate has not begun is told when it has", async () => {
  await register({ validFrom: "2026-03-05" });
  const meetingId = await book();
  await mailsTo(`individual-${own}`, 1);
  const { id } = await representativeOf(meetingId);
  const waiting = async () => {
    const { rows } = await sql<{ state: string; not_before: Date }>`select state, not_before from message
      where participant_id = ${id}`.execute(running.samtid.database.query());
    return rows;
  };
  await eventually(async () =>
    expect(await waiting()).toEqual([{ state: "queued", not_before: new Date("2026-03-04T23:00:00Z") }]),
  );
  await mailsTo(`ombud-${own}`, 0);
  now = new Date("2026-03-05T08:00:00Z");

  await mailsTo(`ombud-${own}`, 1);
});

test("whose mandate has not begun and who has only a telephone: a call to make on the first day of it, not before", async () => {
  await register({ email: null, validFrom: "2026-03-05" });
  const meetingId = await book();
  const { id } = await representativeOf(meetingId);
  const call = async () => {
    const { messages } = await seen(meetingId);
    return messages
      .filter(({ participantId }: { participantId: string }) => participantId === id)
      .map(({ channel, state, steps }: { channel: string; state: string; steps: { step: string }[] }) => [
        channel,
        state,
        steps.map(({ step }) => step),
      ]);
  };
  expect(await call()).toEqual([["telephone", "queued", ["queued"]]]);
  await goTo(new Date("2026-03-04T22:59:00Z"));
  expect(await call()).toEqual([["telephone", "queued", ["queued"]]]);
  await goTo(new Date("2026-03-04T23:00:00Z"));
  await eventually(async () => expect(await call()).toEqual([["telephone", "to_do", ["to_do"]]]));
});

test("of a protected person is called, and nothing is sent to them", async () => {
  await sql`update individual set protection = 'sekretessmarkering' where person_id =
    (select individual_id from cooperation_case where id = ${caseId()})`.execute(
    running.samtid.database.query(),
  );
  await sql`insert into case_assignment values (${caseId()}, ${people.fk[own]})`.execute(
    running.samtid.database.query(),
  );
  await register();
  const meetingId = await book();
  const { id } = await representativeOf(meetingId);

  const { messages } = await seen(meetingId);
  expect(messages.find(({ participantId }: { participantId: string }) => participantId === id)).toMatchObject(
    {
      channel: "telephone",
      state: "to_do",
    },
  );
});

test("is registered and seen by those who may open the case, with a way to reach them and dates that hold together", async () => {
  const pointer = async (more: object) => (await register(more)).body.errors?.[0].pointer;

  expect((await register({}, af)).status).toBe(404);
  expect(await pointer({ email: null, phone: null })).toBe("/email");
  expect(await pointer({ validFrom: "2026-03-05", validUntil: "2026-03-04" })).toBe("/validUntil");
  expect(await pointer({ validFrom: "2026-02-01", validUntil: "2026-03-01" })).toBe("/validUntil");
  expect(await pointer({ kind: "granne" })).toBe("/kind");
  await register();
  expect((await fk.get(`/cases/${caseId()}/representatives`)).body.items).toMatchObject([{ state: "valid" }]);
  expect((await af.get(`/cases/${caseId()}/representatives`)).status).toBe(404);
  const meetingId = await book();
  expect((await seen(meetingId, af)).participants[1].representative).toMatchObject({
    kind: "god_man",
    phone: null,
  });
});
