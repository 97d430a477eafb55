import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { countMeetings } from "../../support/meetings-in-feed.ts";
import { openMeeting } from "../../support/open-meeting.ts";
import { rawRequest } from "../../support/raw-http.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const DAY = 86_400_000;

/** Each test has handläggare and cases of its own. */
const TESTS = 20;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let pair = -1;
let fk: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS, individuals: 2 * TESTS });
    },
  });
});
beforeEach(async () => {
  now = START;
  pair += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
});
afterAll(() => running?.stop());

interface Made {
  readonly id: string;
  readonly address: string;
}

const db = () => running.samtid.database.query();
const later = (milliseconds: number) => (now = new Date(now.getTime() + milliseconds));
const book = (startAt: string, other = false) =>
  bookMeeting(fk, people, { startAt, pair, caseIndex: 2 * pair + Number(other) });
const create = async (more: object = {}) => (await fk.post("/feeds", { label: "Min", ...more })).body as Made;
const revisionOf = async (meetingId: string) =>
  (await fk.get(`/meetings/${meetingId}`)).headers.get("etag") ?? "";

async function healthOf({ id }: Made) {
  const { items } = (await fk.get("/feeds")).body as {
    items: { id: string; unseenChanges: number | null }[];
  };
  return items.find((feed) => feed.id === id)?.unseenChanges;
}

async function change(meetingId: string, kind: "move" | "cancel", startAt = "2026-03-11T09:00:00Z") {
  const ifMatch = { "if-match": await revisionOf(meetingId) };
  const { status } =
    kind === "move"
      ? await fk.post(
          `/meetings/${meetingId}/moves`,
          { startAt, durationMinutes: 60, mode: "video", place: null },
          ifMatch,
        )
      : await fk.post(`/meetings/${meetingId}/cancellations`, { reason: "individual" }, ifMatch);
  expect(status).toBe(200);
}

/** Another each time that the feed's row is written. */
const versionOf = (feedId: string) =>
  sql<{ tuple: string }>`select xmin::text as tuple from feed where id = ${feedId}`
    .execute(db())
    .then(({ rows }) => rows[0]!.tuple);

describe("changes that a feed's reader has not seen", () => {
  test("are none known before the first fetch, none after it, and then one for each booking, move and cancellation", async () => {
    const feed = await create();
    const kept = await book("2026-03-10T09:00:00Z");
    expect(await healthOf(feed)).toBeNull();
    await rawRequest(feed.address);
    expect(await healthOf(feed)).toBe(0);

    await book("2026-03-12T09:00:00Z", true);
    expect(await healthOf(feed)).toBe(1);
    await change(kept, "move");
    await change(kept, "cancel");
    expect(await healthOf(feed)).toBe(3);

    later(1_000);
    await rawRequest(feed.address);
    expect(await healthOf(feed)).toBe(0);
  });

  test("are seen by who asks for changes and gets them, in the same minute too", async () => {
    const feed = await create();
    const { headers } = await rawRequest(feed.address);
    await book("2026-03-10T09:00:00Z");
    later(1);

    expect((await rawRequest(feed.address, { headers: { "if-none-match": headers.etag! } })).status).toBe(
      200,
    );
    expect(await healthOf(feed)).toBe(0);
  });

  test("do not count answers, which feeds say nothing of", async () => {
    const feed = await create();
    const meetingId = await book("2026-03-10T09:00:00Z");
    await rawRequest(feed.address);
    const revision = await revisionOf(meetingId);
    const individual = await openInvitation(running.samtid, running.origin, meetingId);
    const given = { timeVersion: 1, given: { answer: "accepted" } };
    expect((await individual.post("/invitation/answers", given)).status).toBe(200);

    expect(await revisionOf(meetingId)).not.toBe(revision);
    expect(await healthOf(feed)).toBe(0);
  });
});

describe("polling", () => {
  test("writes nothing down more often than once a minute while nothing is new", async () => {
    const feed = await create();
    const poll = () => rawRequest(feed.address, { headers: { "user-agent": "Outlook/16.0" } });
    await poll();
    const first = await versionOf(feed.id);
    later(59_999);
    await poll();
    expect(await versionOf(feed.id)).toBe(first);

    later(1);
    await poll();
    expect(await versionOf(feed.id)).not.toBe(first);
    const { items } = (await fk.get("/feeds")).body as { items: { lastFetchedAt: string }[] };
    expect(items[0]!.lastFetchedAt).toBe(now.toISOString());
  });

  test("reads the meetings once for each change, and but one row when nothing is new", async () => {
    await book("2026-03-10T09:00:00Z");
    const feed = await create();
    const queriesOf = async (headers: Record<string, string> = {}) => {
      let queries = 0;
      const count = () => (queries += 1);
      running.samtid.database.pool.on("acquire", count);
      const { status } = await rawRequest(feed.address, { headers });
      running.samtid.database.pool.off("acquire", count);
      return { status, queries };
    };
    const { headers } = await rawRequest(feed.address);

    expect(await queriesOf({ "if-none-match": headers.etag! })).toEqual({ status: 304, queries: 1 });
    expect(await queriesOf()).toEqual({ status: 200, queries: 1 });
  });

  test("sees at once that the person met has become protected, also when it asks by date", async () => {
    await book("2026-03-10T09:00:00Z");
    const feed = await create({ detailLevel: "reference" });
    await sql`update calendar_version set changed_at = ${START}`.execute(db());
    const first = await rawRequest(feed.address);
    const since = { "if-modified-since": first.headers["last-modified"]! };
    expect(first.body.toString()).toContain("Gemensam kartläggning");
    later(5_000);
    expect((await rawRequest(feed.address, { headers: since })).status).toBe(304);
    await sql`update individual set protection = 'sekretessmarkering' where name = ${`Individ Nummer${2 * pair}`}`.execute(
      db(),
    );

    const { body } = await rawRequest(feed.address, { headers: since });
    expect(countMeetings(body)).toBe(1);
    expect(body.toString()).not.toContain("Gemensam kartläggning");
  });
});

describe("what is not a meeting of the reader's", () => {
  test("a meeting whose time the individual may pick is in the feed when a time is picked, and not before", async () => {
    const feed = await create();
    const { status, body } = await openMeeting(fk, people, {
      fromOn: "2026-03-09",
      untilOn: "2026-03-20",
      answerBy: "2026-03-11T22:59:00.000Z",
      pair,
      caseIndex: 2 * pair,
    });
    expect(status).toBe(201);
    expect(countMeetings((await rawRequest(feed.address)).body)).toBe(0);

    const individual = await openInvitation(running.samtid, running.origin, body.id as string);
    const startAt = "2026-03-10T09:00:00.000Z";
    expect((await individual.post("/invitation/bookings", { startAt })).status).toBe(200);
    const text = (await rawRequest(feed.address)).body.toString();
    expect(text).toContain("DTSTART:20260310T090000Z");
    expect(text).toContain("STATUS:CONFIRMED");
  });

  test("the meetings of a case leave the feed of who is disqualified from it, for who asks by tag or by date too", async () => {
    await book("2026-03-10T09:00:00Z");
    await book("2026-03-11T09:00:00Z", true);
    const feed = await create();
    const af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
    const theirs = (await af.post("/feeds", { label: "Min" })).body as Made;
    // A change earlier than both fetches: what is asked about is what comes after.
    await sql`update calendar_version set changed_at = ${START}`.execute(db());
    const { headers, body } = await rawRequest(feed.address);
    expect(countMeetings(body)).toBe(2);
    later(5_000);
    await sql`insert into disqualification values
      (${people.cases[2 * pair]}, ${people.fk[pair]}, ${now}, ${people.af[pair]})`.execute(db());

    expect(await healthOf(feed)).toBe(1);
    const since = { "if-modified-since": headers["last-modified"]! };
    const byDate = await rawRequest(feed.address, { headers: since });
    expect([byDate.status, countMeetings(byDate.body)]).toEqual([200, 1]);
    expect(byDate.body.toString()).toContain("DTSTART:20260311T090000Z");
    const byTag = await rawRequest(feed.address, { headers: { "if-none-match": headers.etag! } });
    expect(byTag.status).toBe(200);
    expect(countMeetings((await rawRequest(theirs.address)).body)).toBe(2);
  });
});

describe("an address that is changed", () => {
  test("has the same label and level at a new address; the former is empty", async () => {
    await book("2026-03-10T09:00:00Z");
    const feed = await create({ detailLevel: "type" });
    later(30 * DAY);
    // Anybody may try; only its owner can.
    const other = await running.signedIn("arbetsformedlingen", `af-${pair}`);
    expect((await other.post(`/feeds/${feed.id}/rotations`, undefined)).status).toBe(404);
    fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
    const { status, body } = await fk.post(`/feeds/${feed.id}/rotations`, undefined);

    expect(status).toBe(201);
    expect(body).toMatchObject({ label: "Min", detailLevel: "type", kind: "events", revokedAt: null });
    expect(body.expiresAt).toBe(new Date(now.getTime() + 365 * DAY).toISOString());
    expect(body.address).not.toBe(feed.address);
    expect(countMeetings((await rawRequest(body.address)).body)).toBe(1);
    expect(countMeetings((await rawRequest(feed.address)).body)).toBe(0);
    expect((await fk.post(`/feeds/${feed.id}/rotations`, undefined)).status).toBe(409);
  });
});

describe("an address that nobody renews", () => {
  test("is empty after a year, also for who has kept the last edition's tag, and gone after 30 days more", async () => {
    await book("2026-03-10T09:00:00Z");
    const feed = await create();
    await sql`update feed set expires_at = ${new Date(START.getTime() + 60_000)} where id = ${feed.id}`.execute(
      db(),
    );
    const { headers, body } = await rawRequest(feed.address);
    expect(countMeetings(body)).toBe(1);
    later(60_000);

    const after = await rawRequest(feed.address, { headers: { "if-none-match": headers.etag! } });
    expect([after.status, countMeetings(after.body)]).toEqual([200, 0]);
    later(30 * DAY);
    expect((await rawRequest(feed.address)).status).toBe(404);
  });
});

describe("a free/busy address", () => {
  const WEEK = "?start=2026-03-09T00:00:00%2B01:00&end=20260316T000000Z";
  const busyAt = async (address: string) => {
    const { status, body } = await rawRequest(`${address}${WEEK}`);
    expect(status).toBe(200);
    expect(lintCalendar(body)).toEqual([]);
    return body
      .toString()
      .split("\r\n")
      .filter((line) => line.startsWith("FREEBUSY"))
      .map((line) => line.split(":")[1]!);
  };

  test("tells when its owner is busy, meetings that follow each other and evenings as one, and no more", async () => {
    await book("2026-03-10T13:00:00+01:00");
    await book("2026-03-10T14:00:00+01:00", true);
    const { address } = await create({ kind: "free-busy" });
    const { headers, body } = await rawRequest(`${address}${WEEK}`);

    expect(address).toMatch(/\/calendar\/[\w-]{43}\.ifb$/);
    expect(headers).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="upptaget.ifb"',
      "cache-control": "private, max-age=300",
      "x-robots-tag": "noindex",
      "referrer-policy": "no-referrer",
    });
    expect(body.toString()).not.toMatch(/METHOD|SUMMARY|ORGANIZER|Handläggare|example\.test/);
    expect(await busyAt(address)).toEqual(
      expect.arrayContaining([
        "20260309T150000Z/20260310T070000Z",
        "20260310T120000Z/20260310T140000Z",
        "20260310T150000Z/20260311T070000Z",
      ]),
    );
  });

  test("opens no events, nor does an address of events open it", async () => {
    const freeBusy = await create({ kind: "free-busy" });
    const events = await create();

    expect((await rawRequest(freeBusy.address.replace(/ifb$/, "ics"))).status).toBe(404);
    expect((await rawRequest(events.address.replace(/ics$/, "ifb"))).status).toBe(404);
    expect((await rawRequest(`${freeBusy.address}?start=yesterday`)).status).toBe(400);
  });

  test("that is revoked tells nothing, for 30 days", async () => {
    const { id, address } = await create({ kind: "free-busy" });
    await fk.delete(`/feeds/${id}`);
    expect(await busyAt(address)).toEqual([]);
    later(30 * DAY);

    expect((await rawRequest(`${address}${WEEK}`)).status).toBe(404);
  });

  test("is among its owner's addresses, with when it was fetched", async () => {
    const { id, address } = await create({ kind: "free-busy" });
    await rawRequest(address, { headers: { "user-agent": "Thunderbird/140.3.0" } });

    expect((await fk.get("/feeds")).body.items).toMatchObject([
      { id, kind: "free-busy", lastFetchedAt: START.toISOString(), lastFetchedBy: "Thunderbird/140.3.0" },
    ]);
  });
});
