import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2, individuals: 2 });
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
});
afterAll(() => running?.stop());

const sides = () => [
  { organisationId: "forsakringskassan", handlaggareIds: [people.fk[0]] },
  { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[0]] },
];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function freeTimes() {
  const search = {
    caseId: people.cases[0],
    type: "gemensam_kartlaggning",
    sides: sides(),
    durationMinutes: 60,
    fromOn: inDays(14),
    toOn: inDays(35),
  };
  const { status, body } = await fk.post("/free-time-searches", search);
  expect(status).toBe(200);
  return body.times as { startAt: string; handlaggare: { organisationId: string; personId: string }[] }[];
}

async function mails(count: number) {
  await vi.waitFor(async () => expect(await running.catcher.list()).toHaveLength(count), { timeout: 15_000 });
  return running.catcher.list();
}

const eventOf = (content: string) =>
  new ICAL.Event(new ICAL.Component(ICAL.parse(content) as unknown[]).getFirstSubcomponent("vevent")!);

test("a handläggare books, all are told, the individual answers, the meeting is moved and cancelled", async () => {
  const [first, second] = await freeTimes();
  const booking = {
    caseId: people.cases[0],
    type: "gemensam_kartlaggning",
    startAt: first!.startAt,
    durationMinutes: 60,
    mode: "video",
    place: null,
    handlaggare: first!.handlaggare.map(({ organisationId, personId }) => ({ organisationId, personId })),
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
  };
  const preview = await fk.post("/meeting-previews", booking);
  expect(preview.status).toBe(200);
  expect(preview.body.messages).toHaveLength(3);

  const booked = await fk.post("/meetings", booking, { "idempotency-key": "one" });
  expect(booked.status).toBe(201);
  expect((await fk.post("/meetings", booking, { "idempotency-key": "one" })).body.id).toBe(booked.body.id);

  const taken = await fk.post("/meetings", booking);
  expect(taken.status).toBe(409);
  expect(taken.body).toMatchObject({ code: "time_taken", alternatives: [{}, {}, {}] });

  const invitations = await mails(3);
  const invitation = invitations.find(({ to }) => to.includes("individual-0@example.test"))!;
  expect(invitation.calendar?.method).toBe("REQUEST");
  expect(lintCalendar(invitation.calendar!.content)).toEqual([]);
  const { uid, sequence } = eventOf(invitation.calendar!.content);
  expect(sequence).toBe(0);

  const individual = running.browser();
  const token = /\/svar\/([\w-]{43})/.exec(invitation.text)![1]!;
  const opened = await individual.post("/invitation-sessions", { token });
  expect(opened.status).toBe(201);
  expect(opened.body).toMatchObject({
    status: "booked",
    declinable: false,
    answer: { status: "needs-action" },
  });
  const yes = { timeVersion: 1, given: { answer: "accepted" } };
  const answered = await individual.post("/invitation/answers", yes);
  expect(answered.body.answer.status).toBe("accepted");

  const seen = await fk.get(`/meetings/${booked.body.id}`);
  expect(seen.body.participants[0]).toMatchObject({ role: "individual", answer: { status: "accepted" } });
  expect(seen.body.messages.every(({ state }: { state: string }) => state === "handed_over")).toBe(true);

  const move = { startAt: second!.startAt, durationMinutes: 60, mode: "video", place: null };
  const stale = await fk.post(`/meetings/${booked.body.id}/moves`, move, {
    "if-match": booked.headers.get("etag")!,
  });
  expect(stale.status).toBe(412);
  const moved = await fk.post(`/meetings/${booked.body.id}/moves`, move, {
    "if-match": seen.headers.get("etag")!,
  });
  expect(moved.status).toBe(200);
  expect(moved.body.participants[0].answer.status).toBe("needs-action");
  const lateYes = await individual.post("/invitation/answers", yes);
  expect(lateYes.body).toMatchObject({ status: 409, code: "wrong_state" });
  const movedMail = (await mails(6)).find(({ to }) => to.includes("individual-0@example.test"))!;
  expect(eventOf(movedMail.calendar!.content)).toMatchObject({ uid, sequence: 1 });

  const af = await running.signedIn("arbetsformedlingen", "af-0");
  const cancelled = await af.post(
    `/meetings/${booked.body.id}/cancellations`,
    { reason: "individual" },
    { "if-match": moved.headers.get("etag")! },
  );
  expect(cancelled.body.status).toBe("cancelled");
  const cancelMail = (await mails(9)).find(({ to }) => to.includes("individual-0@example.test"))!;
  expect(cancelMail.calendar?.method).toBe("CANCEL");
  expect(eventOf(cancelMail.calendar!.content)).toMatchObject({ uid, sequence: 2 });
  expect(lintCalendar(cancelMail.calendar!.content)).toEqual([]);
});

test("a handläggare who takes no part does not learn that the meeting exists", async () => {
  const { body } = await fk.get("/meetings");
  const outsider = await running.signedIn("arbetsformedlingen", "af-1");
  expect((await outsider.get(`/meetings/${body.items[0].id}`)).status).toBe(404);
});
