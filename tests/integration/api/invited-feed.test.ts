import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { onlyMeetings } from "../../support/meetings-in-feed.ts";
import { rawRequest } from "../../support/raw-http.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const DAY = 86_400_000;
const FEED = "/invitation/calendar-feed";

/** Each test has handläggare and a case of its own. */
const TESTS = 8;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let pair = -1;
let fk: ApiBrowser;
let meetingId: string;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS, individuals: TESTS });
    },
  });
});
beforeEach(async () => {
  now = START;
  pair += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
  meetingId = await bookMeeting(fk, people, { startAt: "2026-03-10T09:00:00Z", pair, caseIndex: pair });
});
afterAll(() => running?.stop());

const db = () => running.samtid.database.query();
const invited = () => openInvitation(running.samtid, running.origin, meetingId);
const create = async (browser: ApiBrowser) => {
  const { status, body } = await browser.post(FEED, undefined);
  expect(status).toBe(201);
  return (body as { address: string }).address;
};

async function eventsAt(address: string): Promise<string[]> {
  const { status, body } = await rawRequest(address);
  expect(status).toBe(200);
  expect(lintCalendar(body)).toEqual([]);
  return onlyMeetings(body).replaceAll("\r\n ", "").split("BEGIN:VEVENT").slice(1);
}

async function changeMeeting(path: string, body: object): Promise<void> {
  const etag = (await fk.get(`/meetings/${meetingId}`)).headers.get("etag") ?? "";
  expect((await fk.post(`/meetings/${meetingId}/${path}`, body, { "if-match": etag })).status).toBe(200);
}

test("there is none until the individual asks; then it holds the meeting and says nothing of what it is about", async () => {
  const browser = await invited();
  expect((await browser.get(FEED)).body).toEqual({ isPossible: true, createdAt: null });
  const address = await create(browser);
  const [event, ...others] = await eventsAt(address);

  expect((await browser.get(FEED)).body).toEqual({ isPossible: true, createdAt: START.toISOString() });
  expect(others).toEqual([]);
  expect(event).toContain("SUMMARY:Möte\r\n");
  expect(event).toContain("DTSTART:20260310T090000Z");
  expect(event).not.toMatch(/kassan|förmedling|kartläggning|SAM-|Individ|Handläggare|example\.test/i);
  expect(event).not.toContain(meetingId);
});

test("it has the UID of the mail and the file, follows a move, and loses a meeting that is cancelled", async () => {
  const browser = await invited();
  const address = await create(browser);
  const uidIn = (text: string) => /UID:(.*)\r\n/.exec(text)?.[1];
  const { body: file } = await browser.get("/invitation/calendar-entry");
  expect(uidIn((await eventsAt(address))[0]!)).toBe(uidIn(file as string));
  await changeMeeting("moves", {
    startAt: "2026-03-11T12:00:00Z",
    durationMinutes: 60,
    mode: "video",
    place: null,
  });
  expect((await eventsAt(address))[0]).toContain("DTSTART:20260311T120000Z");
  await changeMeeting("cancellations", { reason: "individual" });

  expect(await eventsAt(address)).toEqual([]);
});

test("it has no other meeting of the same person: the link leads to this one alone", async () => {
  const address = await create(await invited());
  await bookMeeting(fk, people, { startAt: "2026-03-17T09:00:00Z", pair, caseIndex: pair });

  expect(await eventsAt(address)).toHaveLength(1);
});

test("a new address closes the former, and so does its owner", async () => {
  const browser = await invited();
  const former = await create(browser);
  const address = await create(browser);
  expect(await eventsAt(former)).toEqual([]);
  expect(await eventsAt(address)).toHaveLength(1);

  expect((await browser.delete(FEED)).status).toBe(204);
  expect(await eventsAt(address)).toEqual([]);
  expect((await browser.get(FEED)).body).toEqual({ isPossible: true, createdAt: null });
});

test("it is emptied with the link it was made by, when what was sent is recalled", async () => {
  const address = await create(await invited());
  const meeting = (await fk.get(`/meetings/${meetingId}`)).body;
  const individual = meeting.participants.find(({ role }: { role: string }) => role === "individual");
  const message = meeting.messages.find(
    ({ participantId }: { participantId: string }) => participantId === individual.id,
  );
  const { status } = await fk.post(`/meetings/${meetingId}/recalls`, {
    messageId: message.id,
    reason: "wrong_address",
  });
  expect(status).toBe(200);

  expect(await eventsAt(address)).toEqual([]);
  now = new Date(now.getTime() + 30 * DAY);
  expect((await rawRequest(address)).status).toBe(404);
});

test("there is none for a protected person, and one that was made before is emptied", async () => {
  const browser = await invited();
  const address = await create(browser);
  await sql`update individual set protection = 'sekretessmarkering' where name = ${`Individ Nummer${pair}`}`.execute(
    db(),
  );

  expect(await eventsAt(address)).toEqual([]);
  expect((await browser.get(FEED)).body).toEqual({ isPossible: false, createdAt: null });
  expect((await browser.post(FEED, undefined)).status).toBe(403);
});

test("nobody can have one without having opened a link", async () => {
  for (const browser of [running.browser(), fk])
    expect((await browser.post(FEED, undefined)).status).toBe(401);
});
