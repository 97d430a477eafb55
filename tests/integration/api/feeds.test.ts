import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import ICAL from "ical.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { onlyMeetings } from "../../support/meetings-in-feed.ts";
import { rawRequest, type RawAnswer } from "../../support/raw-http.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const DAY = 86_400_000;
const THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.3.0";

/** Each test has handläggare and cases of its own, so that nothing need be cleaned up under the workers' feet. */
const TESTS = 45;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let pair = 0;
let fk: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: 2 * TESTS });
    },
  });
});
beforeEach(async () => {
  now = START;
  pair += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
});
afterAll(() => running?.stop());

const db = () => running.samtid.database.query();
const later = (milliseconds: number) => (now = new Date(now.getTime() + milliseconds));
const book = (startAt: string, { type, other }: { type?: string; other?: boolean } = {}) =>
  bookMeeting(fk, people, {
    startAt,
    pair,
    caseIndex: caseIndex(other),
    ...(type && { type }),
  });
/** Two individuals a test. */
const caseIndex = (other = false) => 2 * (pair - 1) + Number(other);
const fetchFeed = (address: string, headers: Record<string, string> = {}, method = "GET") =>
  rawRequest(address, { method, headers });

async function createFeed(detailLevel?: string): Promise<{ id: string; address: string }> {
  const { status, body } = await fk.post("/feeds", { label: "Min telefon", detailLevel });
  expect(status).toBe(201);
  return body as { id: string; address: string };
}

/** The meetings as another library than the one that wrote them reads them; the calendar is clean by our own linter. */
function eventsOf({ status, body }: RawAnswer): ICAL.Event[] {
  expect(status).toBe(200);
  expect(lintCalendar(body)).toEqual([]);
  const calendar = new ICAL.Component(ICAL.parse(onlyMeetings(body)) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}
const startsOf = (events: ICAL.Event[]) => events.map(({ startDate }) => startDate.toJSDate().toISOString());
const eventsAt = async (address: string) => eventsOf(await fetchFeed(address));
const setTime = (meetingId: string, startAt: Date) =>
  sql`update meeting set starts_at = ${startAt}, ends_at = ${new Date(startAt.getTime() + 3_600_000)}
    where id = ${meetingId}`.execute(db());
const revisionOf = async (meetingId: string) =>
  (await fk.get(`/meetings/${meetingId}`)).headers.get("etag") ?? "";

describe("a new feed", () => {
  test("is told its address once, and only the hash of its token is kept", async () => {
    const { status, headers, body } = await fk.post("/feeds", { label: "Min telefon" });
    const token = /\/calendar\/([\w-]{43})\.ics$/.exec(body.address)?.[1] ?? "";
    const { rows } = await sql<{ token_hash: Buffer; row: string }>`
      select token_hash, row_to_json(feed)::text as row from feed where id = ${body.id}`.execute(db());

    expect(status).toBe(201);
    expect(body.address.startsWith(`${running.origin}/calendar/`)).toBe(true);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(rows[0]!.token_hash).toEqual(createHash("sha256").update(token).digest());
    expect(rows[0]!.row).not.toContain(token);
    expect(JSON.stringify((await fk.get("/feeds")).body)).not.toContain(token);
  });

  test("tells no more than that time is taken, and has not been fetched", async () => {
    const { id } = await createFeed();

    expect((await fk.get("/feeds")).body.items).toEqual([
      {
        id,
        kind: "events",
        label: "Min telefon",
        detailLevel: "busy",
        createdAt: START.toISOString(),
        lastFetchedAt: null,
        lastFetchedBy: null,
        unseenChanges: null,
        revokedAt: null,
        expiresAt: new Date(START.getTime() + 365 * DAY).toISOString(),
      },
    ]);
  });

  test.each([{}, { label: "" }, { label: "x".repeat(61) }, { label: "x", detailLevel: "all" }, { label: 1 }])(
    "asked for as %j is refused",
    async (body) => expect((await fk.post("/feeds", body)).status).toBe(422),
  );
});

describe("who may manage a feed", () => {
  test("only its owner: for others it does not exist, and it goes on answering", async () => {
    const { id, address } = await createFeed();
    const colleague = await running.signedIn("forsakringskassan", "fk-0");
    const af = await running.signedIn("arbetsformedlingen", `af-${pair}`);

    expect((await colleague.get("/feeds")).body.items).toEqual([]);
    for (const other of [colleague, af]) expect((await other.delete(`/feeds/${id}`)).status).toBe(404);
    expect((await fetchFeed(address)).status).toBe(200);
    expect((await fk.get("/feeds")).body.items[0].revokedAt).toBeNull();
  });

  test("nobody who is not signed in", async () => {
    const nobody = running.browser();
    const { id } = await createFeed();

    expect((await nobody.get("/feeds")).status).toBe(401);
    expect((await nobody.post("/feeds", { label: "Min" })).status).toBe(401);
    expect((await nobody.delete(`/feeds/${id}`)).status).toBe(401);
  });

  test("creation and revocation are audited, once each", async () => {
    const { id } = await createFeed();
    for (let time = 1; time <= 2; time++) expect((await fk.delete(`/feeds/${id}`)).status).toBe(204);
    const { rows } =
      await sql`select action, actor_id, organisation_id from audit where object_id = ${id} order by id`.execute(
        db(),
      );

    expect(rows).toEqual(
      ["feed:create", "feed:revoke"].map((action) => ({
        action,
        actor_id: people.fk[pair],
        organisation_id: "forsakringskassan",
      })),
    );
  });
});

describe("the answer", () => {
  test("has the headers of a secret, changing calendar, and no cookie even where one was sent", async () => {
    const { address } = await createFeed();
    const cookie = `samtid=${fk.cookies.cookie("samtid")}`;
    const { status, headers, body } = await fetchFeed(address, { cookie });

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="moten.ics"',
      "content-length": String(body.length),
      "cache-control": "private, max-age=300",
      "x-robots-tag": "noindex",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      vary: "Accept-Encoding",
      etag: expect.stringMatching(/^"[\w-]{43}"$/) as string,
      "last-modified": START.toUTCString(),
    });
    expect(headers).not.toHaveProperty("set-cookie");
    expect(headers).not.toHaveProperty("location");
    expect(headers).not.toHaveProperty("content-encoding");
  });

  test("to HEAD is the same without a body", async () => {
    const { address } = await createFeed();
    const full = await fetchFeed(address);
    const head = await fetchFeed(address, {}, "HEAD");

    expect(head.body).toHaveLength(0);
    expect({ ...head.headers, date: "" }).toEqual({ ...full.headers, date: "" });
  });

  test("is zipped for who asks, with a tag of its own", async () => {
    await book("2026-03-10T09:00:00Z");
    const { address } = await createFeed();
    const plain = await fetchFeed(address);
    const zipped = await fetchFeed(address, { "accept-encoding": "deflate, gzip;q=0.9" });

    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
    expect(zipped.headers["content-length"]).toBe(String(zipped.body.length));
    expect(zipped.headers.vary).toBe("Accept-Encoding");
    const refused = await fetchFeed(address, { "accept-encoding": "gzip;q=0" });
    expect(refused.headers).not.toHaveProperty("content-encoding");
  });

  test("holds the calendar's own properties and no METHOD", async () => {
    const { address } = await createFeed();
    const text = (await fetchFeed(address)).body.toString("utf8");

    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:/);
    for (const line of [
      "CALSCALE:GREGORIAN",
      "NAME:Möten",
      "X-WR-CALNAME:Möten",
      "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
      "X-PUBLISHED-TTL:PT1H",
    ])
      expect(text).toContain(`\r\n${line}\r\n`);
    expect(text).not.toContain("METHOD");
  });

  test("to anything but reading is that there is nothing", async () => {
    const { address } = await createFeed();

    for (const method of ["POST", "PUT", "DELETE", "PROPFIND"])
      expect((await fetchFeed(address, {}, method)).status).toBe(404);
  });
});

describe("asking whether the feed has changed", () => {
  test.each(["identity", "gzip"])(
    "with the tag of %s gives 304 without a body, and the tag",
    async (coding) => {
      await book("2026-03-10T09:00:00Z");
      const { address } = await createFeed();
      const { headers } = await fetchFeed(address, { "accept-encoding": coding });
      for (const tag of [headers.etag!, `W/${headers.etag}`, `"other", ${headers.etag}`]) {
        const again = await fetchFeed(address, {
          "accept-encoding": coding,
          "if-none-match": tag,
          // What Thunderbird sends; the question is still a question.
          "cache-control": "no-cache",
        });

        expect(again.status).toBe(304);
        expect(again.body).toHaveLength(0);
        expect(again.headers.etag).toBe(headers.etag);
        expect(again.headers["last-modified"]).toBe(headers["last-modified"]);
        expect(again.headers["cache-control"]).toBe("private, max-age=300");
        expect(again.headers).not.toHaveProperty("content-type");
      }
    },
  );

  test("by date gives 304, but a tag that differs decides before the date", async () => {
    const { address } = await createFeed();
    const since = (await fetchFeed(address)).headers["last-modified"]!;

    expect((await fetchFeed(address, { "if-modified-since": since })).status).toBe(304);
    expect(
      (await fetchFeed(address, { "if-modified-since": since, "if-none-match": '"other"' })).status,
    ).toBe(200);
    const before = new Date(Date.parse(since) - 1_000).toUTCString();
    expect((await fetchFeed(address, { "if-modified-since": before })).status).toBe(200);
  });

  test.each(["move", "cancel"])("after a %s gives the new feed, by tag and by date", async (change) => {
    const meetingId = await book("2026-03-10T09:00:00Z");
    const { address } = await createFeed();
    const { headers } = await fetchFeed(address);
    later(400);
    const ifMatch = { "if-match": await revisionOf(meetingId) };
    const changed =
      change === "move"
        ? await fk.post(
            `/meetings/${meetingId}/moves`,
            { startAt: "2026-03-11T09:00:00Z", durationMinutes: 60, mode: "video", place: null },
            ifMatch,
          )
        : await fk.post(`/meetings/${meetingId}/cancellations`, { reason: "individual" }, ifMatch);
    expect(changed.status).toBe(200);
    later(600);

    expect((await fetchFeed(address, { "if-none-match": headers.etag! })).status).toBe(200);
    expect((await fetchFeed(address, { "if-modified-since": headers["last-modified"]! })).status).toBe(200);
  });

  test("by date after midnight gives the feed, since the window has moved", async () => {
    const meetingId = await book("2026-03-10T09:00:00Z");
    await setTime(meetingId, new Date("2026-01-31T09:00:00Z"));
    const { address } = await createFeed();
    const first = await fetchFeed(address);
    expect(eventsOf(first)).toHaveLength(1);
    later(DAY);
    const next = await fetchFeed(address, { "if-modified-since": first.headers["last-modified"]! });

    expect(eventsOf(next)).toHaveLength(0);
  });
});

describe("the events", () => {
  test("are those of the mail to the same person: UID, SEQUENCE and times, before and after a move", async () => {
    const meetingId = await book("2026-03-10T09:00:00Z");
    const { address } = await createFeed();
    const mailed = async (count: number) => {
      const found = await vi.waitFor(
        async () => {
          const mails = await running.catcher.list();
          const own = mails.filter(({ to }) => to.includes(`fk-${pair}@example.test`));
          expect(own).toHaveLength(count);
          return own[0]!;
        },
        { timeout: 15_000 },
      );
      const calendar = new ICAL.Component(ICAL.parse(found.calendar!.content) as unknown[]);
      return new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    };
    const facts = ({ uid, sequence, startDate, endDate }: ICAL.Event) => ({
      uid,
      sequence,
      start: startDate.toString(),
      end: endDate.toString(),
    });
    const invitation = facts(await mailed(1));
    expect((await eventsAt(address)).map(facts)).toEqual([invitation]);
    await fk.post(
      `/meetings/${meetingId}/moves`,
      { startAt: "2026-03-11T12:00:00Z", durationMinutes: 90, mode: "video", place: null },
      { "if-match": await revisionOf(meetingId) },
    );
    const moved = facts(await mailed(2));

    expect((await eventsAt(address)).map(facts)).toEqual([moved]);
    expect(moved).toMatchObject({ uid: invitation.uid, sequence: 1, start: "2026-03-11T12:00:00Z" });
  });

  test.each([
    ["busy", "Upptagen"],
    ["type", "Omställningsmöte"],
    ["reference", /^Omställningsmöte \(SAM-[0-9A-Z]{8}\)$/],
  ])("at the detail level %s are called %s", async (detailLevel, summary) => {
    const meetingId = await book("2026-03-10T09:00:00Z", { type: "omstallningsmote" });
    const [event] = await eventsAt((await createFeed(detailLevel)).address);
    const page = `${running.origin}/moten/${meetingId}`;

    expect(event!.summary).toEqual(typeof summary === "string" ? summary : expect.stringMatching(summary));
    expect(event!.component.getFirstPropertyValue("url")).toBe(page);
    expect(event!.description).toContain(page);
    expect(event!.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(event!.component.getFirstPropertyValue("transp")).toBe("OPAQUE");
    expect(event!.component.getFirstPropertyValue("class")).toBe("PRIVATE");
  });

  test("hold no name, mail address, agency or key of a row but the page's", async () => {
    await book("2026-03-10T09:00:00Z");
    const text = (await fetchFeed((await createFeed("reference")).address)).body.toString("utf8");

    expect(text).not.toMatch(/Individ|Handläggare|example\.test|kassan|förmedling|ORGANIZER|ATTENDEE/);
    for (const key of [...people.cases, ...people.fk]) expect(text).not.toContain(key);
  });

  test.each(["sekretessmarkering", "skyddad_folkbokforing"])(
    "with a person who has %s say that time is taken and no more, whatever the feed's level",
    async (protection) => {
      await book("2026-03-10T09:00:00Z", { other: true });
      await book("2026-03-11T09:00:00Z");
      await sql`update individual set protection = ${protection} where name = ${`Individ Nummer${caseIndex(true)}`}`.execute(
        db(),
      );
      const events = await eventsAt((await createFeed("reference")).address);

      expect(events.map(({ summary }) => summary)).toEqual([
        "Upptagen",
        expect.stringMatching(/^Gemensam kartläggning \(SAM-/),
      ]);
    },
  );

  test("are the booked and the held meetings of the owner, not the cancelled, the missed or anyone else's", async () => {
    const kept: string[] = [];
    for (const [index, status] of ["booked", "held", "not_held", "cancelled"].entries()) {
      const startAt = `2026-03-1${index}T09:00:00.000Z`;
      const meetingId = await book(startAt);
      await sql`update meeting set status = ${status},
        cancellation_reason = ${status === "cancelled" ? "individual" : null} where id = ${meetingId}`.execute(
        db(),
      );
      if (index < 2) kept.push(startAt);
    }
    const { address } = await createFeed();
    const colleague = await running.signedIn("forsakringskassan", "fk-0");
    const others = (await colleague.post("/feeds", { label: "Min" })).body.address as string;

    expect(startsOf(await eventsAt(address))).toEqual(kept);
    expect(await eventsAt(others)).toEqual([]);
  });

  test.each([
    ["2026-01-30T22:00:00Z", false],
    ["2026-01-30T22:30:00Z", true],
    ["2026-01-31T09:00:00Z", true],
    ["2027-03-02T22:30:00Z", true],
    ["2027-03-02T23:00:00Z", false],
  ])("at %s are in the feed of 2026-03-02: %j", async (startAt, included) => {
    const meetingId = await book("2026-03-10T09:00:00Z");
    await setTime(meetingId, new Date(startAt));

    expect(await eventsAt((await createFeed()).address)).toHaveLength(included ? 1 : 0);
  });

  test("at ten on the wall, before and after each clock change, are in the right hour of UTC", async () => {
    const { address } = await createFeed();
    await book("2026-03-27T10:00:00+01:00");
    await book("2026-03-30T10:00:00+02:00");
    // Further ahead than anybody may book today.
    await setTime(await book("2026-03-10T09:00:00Z"), new Date("2026-10-23T10:00:00+02:00"));
    await setTime(await book("2026-03-11T09:00:00Z"), new Date("2026-10-26T10:00:00+01:00"));

    expect(startsOf(await eventsAt(address))).toEqual([
      "2026-03-27T09:00:00.000Z",
      "2026-03-30T08:00:00.000Z",
      "2026-10-23T08:00:00.000Z",
      "2026-10-26T09:00:00.000Z",
    ]);
  });
});

describe("a revoked feed", () => {
  test("has no meetings for 30 days, and then gone, also from the list", async () => {
    await book("2026-03-10T09:00:00Z");
    const { id, address } = await createFeed();
    const { headers } = await fetchFeed(address);
    later(5_000);
    await fk.delete(`/feeds/${id}`);

    const revoked = await fetchFeed(address, { "if-none-match": headers.etag! });
    expect(eventsOf(revoked)).toEqual([]);
    expect(revoked.headers["last-modified"]).toBe(now.toUTCString());
    expect((await fk.get("/feeds")).body.items).toMatchObject([{ id, revokedAt: now.toISOString() }]);

    later(30 * DAY - 1);
    expect(eventsOf(await fetchFeed(address))).toEqual([]);
    later(1);
    expect((await fetchFeed(address)).status).toBe(404);
    const again = await running.signedIn("forsakringskassan", `fk-${pair}`);
    expect((await again.get("/feeds")).body.items).toEqual([]);
  });
});

describe("the list of feeds", () => {
  test("says when each was last fetched, also when nothing was new, and by which program", async () => {
    const { address } = await createFeed();
    const { headers } = await fetchFeed(address, { "user-agent": THUNDERBIRD });
    const last = async () => {
      const { lastFetchedAt, lastFetchedBy } = (await fk.get("/feeds")).body.items[0];
      return { lastFetchedAt, lastFetchedBy };
    };
    expect(await last()).toEqual({
      lastFetchedAt: START.toISOString(),
      lastFetchedBy: "Thunderbird/140.3.0",
    });
    later(60_000);
    await fetchFeed(address, { "if-none-match": headers.etag! });

    expect(await last()).toEqual({ lastFetchedAt: now.toISOString(), lastFetchedBy: null });
  });
});
