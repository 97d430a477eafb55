import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const AT = new Date("2026-03-02T13:00:00Z");
const LATER = new Date("2026-03-02T14:00:00Z");

let now = START;
let running: RunningSamtid;
let people: SamplePeople;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
    },
  });
});
afterAll(() => running?.stop());

const minutesBefore = (instant: Date, minutes: number) => new Date(instant.getTime() - minutes * 60_000);
const given = (browser: ApiBrowser, answer: string, timeVersion: number) =>
  browser.post("/invitation/answers", { timeVersion, given: { answer } });

test("an answer is not opened, opened, given, changed, given by telephone, asked anew after a move, and given until the meeting starts", async () => {
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  const meetingId = await bookMeeting(fk, people, { startAt: AT.toISOString() });
  const seen = async () => (await fk.get(`/meetings/${meetingId}`)).body.participants[0];
  expect(await seen()).toMatchObject({ linkOpenedAt: null, answer: { status: "needs-action" } });

  now = new Date("2026-03-02T08:30:00Z");
  const person = await openInvitation(running.samtid, running.origin, meetingId);
  expect(await seen()).toMatchObject({ linkOpenedAt: now.toISOString(), answer: { status: "needs-action" } });
  const wish = { weekdays: [4], partsOfDay: [], earliestOn: null, text: null };
  await person.post("/invitation/answers", { timeVersion: 1, given: { answer: "other-time", wish } });
  expect((await seen()).answer).toMatchObject({ status: "tentative", channel: "web", otherTimeWish: wish });
  now = new Date("2026-03-02T09:12:00Z");
  const spoken = { participantId: (await seen()).id, timeVersion: 1, given: { answer: "accepted" } };
  expect((await fk.post(`/meetings/${meetingId}/answers`, spoken)).status).toBe(200);
  expect((await seen()).answer).toMatchObject({
    status: "accepted",
    answeredAt: now.toISOString(),
    channel: "telephone",
    recordedByName: "FK Handläggare 0",
  });

  const move = {
    startAt: LATER.toISOString(),
    durationMinutes: 60,
    mode: "video",
    place: null,
    shortNotice: { reason: "persons_wish", text: null },
  };
  const { revision } = (await fk.get(`/meetings/${meetingId}`)).body;
  const path = `/meetings/${meetingId}/moves`;
  expect(
    (await fk.post(path, { ...move, loosen: ["notice", "preference"] }, { "if-match": `"${revision}"` }))
      .status,
  ).toBe(200);
  expect((await seen()).answer.status).toBe("needs-action");
  expect((await person.get("/invitation")).body).toMatchObject({
    movedSinceAnswer: true,
    timeVersion: 2,
    answer: { status: "needs-action" },
  });
  expect((await given(person, "accepted", 1)).body.code, "a yes to the old time is none to the new").toBe(
    "wrong_state",
  );

  now = minutesBefore(LATER, 1);
  const late = await openInvitation(running.samtid, running.origin, meetingId);
  expect((await given(late, "accepted", 2)).body.answer).toMatchObject({ status: "accepted" });
  now = LATER;
  expect((await given(late, "accepted", 2)).body.code).toBe("wrong_state");
});
