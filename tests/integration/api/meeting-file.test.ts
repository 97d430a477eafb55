import ICAL from "ical.js";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { openMeeting } from "../../support/open-meeting.ts";
import { rawRequest } from "../../support/raw-http.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const NINE = "2026-03-10T09:00:00.000Z";
/** Each test has handläggare and a case of its own; the last of Försäkringskassan's is a colleague who meets nobody. */
const TESTS = 8;

let running: RunningSamtid;
let people: SamplePeople;
let pair = -1;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => NOW },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: TESTS });
    },
  });
});
beforeEach(async () => {
  pair += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
  af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
});
afterAll(() => running?.stop());

const book = () => bookMeeting(fk, people, { startAt: NINE, pair, caseIndex: pair });
const fileOf = (browser: ApiBrowser, meetingId: string) =>
  browser.get(`/meetings/${meetingId}/calendar-entry`);
const change = async (meetingId: string, path: string, body: object) => {
  const etag = (await fk.get(`/meetings/${meetingId}`)).headers.get("etag") ?? "";
  const { status } = await fk.post(`/meetings/${meetingId}/${path}`, body, { "if-match": etag });
  expect(status).toBe(200);
};

/** The one event of a file that is clean by our linter, as another library than the one that wrote it reads it. */
function eventIn(file: string): ICAL.Event {
  expect(lintCalendar(Buffer.from(file))).toEqual([]);
  const events = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent");
  expect(events).toHaveLength(1);
  return new ICAL.Event(events[0]);
}
const factsOf = ({ uid, sequence, startDate, endDate }: ICAL.Event) => ({
  uid,
  sequence,
  start: startDate.toString(),
  end: endDate.toString(),
});

describe("one meeting as a file", () => {
  test("is something to save, is kept by nobody on the way, and asks for no answer", async () => {
    const { status, headers, body } = await fileOf(fk, await book());

    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(headers.get("content-disposition")).toBe("attachment; filename=mote.ics");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).not.toContain("METHOD");
  });

  test("says when, and where to read more, but not with whom, what kind or which agency", async () => {
    const meetingId = await book();
    const { body } = await fileOf(fk, meetingId);
    const event = eventIn(body);

    expect(event.summary).toBe("Möte");
    expect(event.startDate.toJSDate().toISOString()).toBe(NINE);
    expect(event.component.getFirstPropertyValue("url")).toBe(`${running.origin}/moten/${meetingId}`);
    expect(event.component.getFirstPropertyValue("transp")).toBe("OPAQUE");
    expect(body).not.toMatch(/Individ|Handläggare|kartläggning|kassan|förmedling|example\.test|SAM-/);
  });

  test("is the event of one's own feed, before and after a move, and not that of whom one meets", async () => {
    const meetingId = await book();
    const { address } = (await fk.post("/feeds", { label: "Min" })).body as { address: string };
    const inFeed = async () => factsOf(eventIn((await rawRequest(address)).body.toString("utf8")));
    const inFile = async (browser: ApiBrowser) => factsOf(eventIn((await fileOf(browser, meetingId)).body));
    const before = await inFile(fk);
    expect(before).toEqual(await inFeed());
    expect((await inFile(af)).uid).not.toBe(before.uid);

    await change(meetingId, "moves", {
      startAt: "2026-03-11T12:00:00Z",
      durationMinutes: 90,
      mode: "video",
      place: null,
    });
    const after = await inFile(fk);
    expect(after).toEqual(await inFeed());
    expect(after).toMatchObject({
      uid: before.uid,
      sequence: 1,
      start: "2026-03-11T12:00:00Z",
      end: "2026-03-11T13:30:00Z",
    });
  });

  test("exists for nobody who does not take part, nor for who is not signed in", async () => {
    const meetingId = await book();
    const colleague = await running.signedIn("forsakringskassan", `fk-${TESTS}`);

    expect((await fileOf(colleague, meetingId)).status).toBe(404);
    expect((await fileOf(fk, "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c01")).status).toBe(404);
    expect((await fileOf(running.browser(), meetingId)).status).toBe(401);
  });

  test("exists no more for who is disqualified from the case", async () => {
    const meetingId = await book();
    await sql`insert into disqualification values (${people.cases[pair]}, ${people.fk[pair]}, ${NOW}, ${people.af[pair]})`.execute(
      running.samtid.database.query(),
    );

    expect((await fileOf(fk, meetingId)).status).toBe(404);
    expect((await fileOf(af, meetingId)).status).toBe(200);
  });

  test("is refused for a meeting that is cancelled, and for one whose time the individual has yet to pick", async () => {
    const meetingId = await book();
    await change(meetingId, "cancellations", { reason: "individual" });
    const opening = { fromOn: "2026-03-12", untilOn: "2026-03-20", answerBy: "2026-03-06T22:59:00.000Z" };
    const { status, body } = await openMeeting(fk, people, { ...opening, pair, caseIndex: pair });

    expect(status).toBe(201);
    for (const id of [meetingId, body.id as string]) expect((await fileOf(fk, id)).status).toBe(409);
  });
});
