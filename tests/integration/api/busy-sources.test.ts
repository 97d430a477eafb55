import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import {
  calendarOf,
  calendarText,
  startCalendarServer,
  type CalendarServer,
} from "../../support/calendar-server.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const DAY = "2026-03-10";
const MINUTE = 60_000;
/** Each test has handläggare and a case of its own. */
const TESTS = 40;

let now = NOW;
let running: RunningSamtid;
let elsewhere: CalendarServer;
let people: SamplePeople;
let pair = 0;
let fk: ApiBrowser;

beforeAll(async () => {
  elsewhere = await startCalendarServer();
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS, individuals: TESTS });
    },
  });
});
beforeEach(async () => {
  now = NOW;
  pair += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
});
afterAll(async () => {
  await running?.stop();
  await elsewhere?.stop();
});

const event = (from: string, to: string, ...lines: string[]) =>
  [`UID:${from}`, "SUMMARY:Läkarbesök Åsa", `DTSTART:${from}Z`, `DTEND:${to}Z`, ...lines].join("\r\n");
const MORNING = event("20260310T070000", "20260310T110000");
const add = (label = "Min Outlook", address = `${elsewhere.origin}/hemlig.ics`) =>
  fk.post("/busy-sources", { label, address });
const list = async () => (await fk.get("/busy-sources")).body.items as Record<string, unknown>[];
const later = (milliseconds: number) => (now = new Date(now.getTime() + milliseconds));
const query = () => running.samtid.database.query();
const upload = (content: string | Buffer, label = "Fil", type = "text/calendar") =>
  fk.cookies.send(
    "POST",
    `/api/v1/busy-files?label=${encodeURIComponent(label)}`,
    { "sec-fetch-site": "same-origin", origin: running.origin, "content-type": type },
    content as string,
  );

async function search() {
  const { body } = await fk.post("/free-time-searches", {
    caseId: people.cases[pair],
    type: "gemensam_kartlaggning",
    sides: [
      { organisationId: "forsakringskassan", handlaggareIds: [people.fk[pair]] },
      { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[pair]] },
    ],
    durationMinutes: 60,
    fromOn: DAY,
    toOn: DAY,
  });
  return body as { times: { startAt: string }[]; emptyDays: unknown[] };
}
const starts = async () => (await search()).times.map(({ startAt }) => startAt.slice(11, 16));
/** How many hours the people of Försäkringskassan's office have free on the day, and those of Arbetsförmedlingen's. */
async function capacity(): Promise<number[]> {
  const { rows } = await sql<{ id: string }>`select id from office order by organisation_id desc`.execute(
    query(),
  );
  const [officeId, otherOfficeId] = rows.map(({ id }) => id);
  const asked = new URLSearchParams({
    officeId: officeId!,
    otherOfficeId: otherOfficeId!,
    fromOn: DAY,
    toOn: DAY,
  });
  const { body } = await fk.get(`/capacities?${asked.toString()}`);
  return (body.days as { sides: { freeHours: number }[] }[])[0]!.sides.map(({ freeHours }) => freeHours);
}
const UNKNOWN = [{ on: DAY, reasons: [{ organisationId: "forsakringskassan", code: "unknown_calendar" }] }];

describe("a calendar's address", () => {
  test("that is added keeps its owner from being booked at once, and is shown without the address", async () => {
    elsewhere.answer(calendarOf([MORNING, "UID:x\r\nDTSTART:igår"]));
    expect((await starts())[0]).toBe("07:00");
    const { status, body } = await add();

    expect(status).toBe(201);
    expect(body).toMatchObject({
      label: "Min Outlook",
      kind: "address",
      state: "read",
      failure: null,
      eventsRead: 1,
      eventsSkipped: 1,
      zoneAssumed: null,
      readAt: NOW.toISOString(),
    });
    expect((await starts())[0]).toBe("11:00");
    expect(await list()).toEqual([body]);
    expect(JSON.stringify(body)).not.toContain("hemlig");
  });

  test("is encrypted in the database, where nothing of what lies in the calendar is kept but when", async () => {
    elsewhere.answer(calendarOf([MORNING]));
    await add();
    const { rows } = await sql<{ kept: string }>`
      select c::text || encode(address_encrypted, 'escape') || b::text as kept
      from external_calendar c join external_busy b on b.calendar_id = c.id
      where c.handlaggare_id = ${people.fk[pair]}`.execute(query());

    expect(rows).toHaveLength(1);
    expect(rows[0]!.kept).toContain("2026-03-10");
    for (const secret of ["hemlig", "127.0.0.1", "Läkarbesök"]) expect(rows[0]!.kept).not.toContain(secret);
  });

  test("shows in the owner's own week as busy time, and to others only as not free", async () => {
    elsewhere.answer(calendarOf([MORNING]));
    await add();
    const range = new URLSearchParams({ from: `${DAY}T00:00:00Z`, to: `${DAY}T15:00:00Z` }).toString();
    const own = (await fk.get(`/calendar?${range}`)).body;
    const af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
    const seen = (await af.get(`/handlaggare/${people.fk[pair]}/busy-times?${range}`)).body;

    expect(own).toMatchObject({
      externalBusy: [{ startAt: `${DAY}T07:00:00.000Z`, endAt: `${DAY}T11:00:00.000Z` }],
      isUnknown: false,
      absences: [],
    });
    expect(seen.busy).toEqual([{ startAt: `${DAY}T00:00:00.000Z`, endAt: `${DAY}T11:00:00.000Z` }]);
    expect((await af.get(`/calendar?${range}`)).body.externalBusy).toEqual([]);
  });

  test.each([
    [
      "not_found",
      (_: unknown, response: { writeHead(code: number): { end(): void } }) => response.writeHead(404).end(),
    ],
    [
      "not_permitted",
      (_: unknown, response: { writeHead(code: number): { end(): void } }) => response.writeHead(403).end(),
    ],
    [
      "server_error",
      (_: unknown, response: { writeHead(code: number): { end(): void } }) => response.writeHead(500).end(),
    ],
    [
      "not_a_calendar",
      (_: unknown, response: { end(text: string): void }) => response.end("<html>Logga in</html>"),
    ],
    [
      "damaged",
      (_: unknown, response: { end(text: string): void }) => response.end("BEGIN:VCALENDAR\r\nBEGIN:VEVENT"),
    ],
  ])("that gives %s is refused, naming the field, and not kept", async (code, answer) => {
    elsewhere.answer(answer);
    const { status, body } = await add();

    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { pointer: "/address", code, detail: expect.stringMatching(/\.$/) as string },
    ]);
    expect(await list()).toEqual([]);
    expect((await starts())[0]).toBe("07:00");
  });

  test.each([
    "ftp://example.com/a.ics",
    "https://user:pw@example.com/a.ics",
    "https://169.254.169.254/a",
    "ingen-adress",
  ])("of the form %s is refused", async (address) => {
    const { status, body } = await add("x", address);

    expect(status).toBe(422);
    expect(body.errors[0]).toMatchObject({ pointer: "/address", code: "forbidden_address" });
    expect(JSON.stringify(body)).not.toContain(address);
  });

  test("that can't be read any more makes its owner unknown, says so, and is read again ever later until it can", async () => {
    const range = new URLSearchParams({ from: `${DAY}T00:00:00Z`, to: `${DAY}T15:00:00Z` }).toString();
    elsewhere.answer(calendarOf([MORNING]));
    await add();
    elsewhere.answer((_request, response) => void response.writeHead(503).end());
    later(21 * MINUTE);
    await running.samtid.refreshDueSources();

    expect((await search()).emptyDays).toEqual(UNKNOWN);
    expect(await list()).toMatchObject([
      { state: "unknown", failure: "server_error", readAt: NOW.toISOString() },
    ]);
    expect((await fk.get(`/calendar?${range}`)).body.isUnknown).toBe(true);
    const af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
    expect((await af.get(`/handlaggare/${people.fk[pair]}/busy-times?${range}`)).body.busy).toEqual([
      { startAt: `${DAY}T00:00:00.000Z`, endAt: `${DAY}T15:00:00.000Z` },
    ]);

    elsewhere.answer(calendarOf([]));
    const asked = elsewhere.requests.length;
    later(21 * MINUTE);
    await running.samtid.refreshDueSources();
    expect(elsewhere.requests.length).toBe(asked);
    later(20 * MINUTE);
    await running.samtid.refreshDueSources();
    expect(await list()).toMatchObject([{ state: "read", failure: null, eventsRead: 0 }]);
    expect((await starts())[0]).toBe("07:00");
  });

  test("that nobody has read for three hours makes its owner unknown", async () => {
    elsewhere.answer(calendarOf([]));
    const { body } = await add();
    await sql`update external_calendar set next_read_at = '2027-01-01' where id = ${body.id}`.execute(
      query(),
    );
    later(180 * MINUTE - 1);
    expect((await search()).emptyDays).toEqual([]);
    later(1);

    expect((await search()).emptyDays).toEqual(UNKNOWN);
    expect(await list()).toMatchObject([{ state: "unknown", failure: null }]);
  });

  test("that can't be read leaves its owner out of the office's capacity", async () => {
    elsewhere.answer(calendarOf([]));
    const { body } = await add();
    const [fkHours, afHours] = await capacity();
    elsewhere.answer((_request, response) => void response.writeHead(410).end());
    later(MINUTE);
    await fk.post(`/busy-sources/${body.id}/readings`, undefined);

    expect(await capacity()).toEqual([fkHours! - 8, afHours]);
  });

  test("is asked whether anything changed, and anew when a day has passed", async () => {
    elsewhere.answer(calendarOf([MORNING], { etag: '"v1"' }));
    const { body } = await add();
    const readNow = async () => {
      later(MINUTE);
      return (await fk.post(`/busy-sources/${body.id}/readings`, undefined)).body;
    };
    elsewhere.requests.length = 0;

    expect(await readNow()).toMatchObject({ eventsRead: 1, readAt: now.toISOString() });
    expect(elsewhere.requests[0]).toMatchObject({ "if-none-match": '"v1"' });
    expect((await starts())[0]).toBe("11:00");
    later(24 * 60 * MINUTE);
    fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
    await readNow();
    expect(elsewhere.requests.at(-1)).not.toHaveProperty("if-none-match");
  });

  test("is read by one of several that come at once, and not again until it is due", async () => {
    elsewhere.answer(calendarOf([MORNING]));
    await add("Delad", `${elsewhere.origin}/once`);
    later(25 * MINUTE);
    elsewhere.requests.length = 0;
    const { refreshDueSources } = running.samtid;
    await Promise.all([refreshDueSources(), refreshDueSources(), refreshDueSources()]);
    await refreshDueSources();

    expect(elsewhere.requests.filter(({ path }) => path === "/once")).toHaveLength(1);
  });

  test("is read when its owner asks, but not over and over", async () => {
    elsewhere.answer(calendarOf([MORNING]));
    const { body } = await add();
    const readNow = () => fk.post(`/busy-sources/${body.id}/readings`, undefined);

    expect((await readNow()).status).toBe(429);
    elsewhere.answer((_request, response) => void response.writeHead(410).end());
    later(MINUTE);
    expect((await readNow()).body).toMatchObject({ state: "unknown", failure: "not_found" });
  });

  test("gives the time back when it is removed, by nobody but its owner", async () => {
    elsewhere.answer(calendarOf([MORNING]));
    const { body } = await add();
    const colleague = await running.signedIn("forsakringskassan", "fk-0");
    expect((await colleague.delete(`/busy-sources/${body.id}`)).status).toBe(404);
    expect((await colleague.post(`/busy-sources/${body.id}/readings`, undefined)).status).toBe(404);

    expect((await fk.delete(`/busy-sources/${body.id}`)).status).toBe(204);
    expect((await starts())[0]).toBe("07:00");
    expect((await fk.delete(`/busy-sources/${body.id}`)).status).toBe(404);
  });

  test("that holds our own meetings does not make them busy once they are gone", async () => {
    const meetingId = await bookMeeting(fk, people, { startAt: `${DAY}T09:00:00Z`, pair, caseIndex: pair });
    const feed = (await fk.post("/feeds", { label: "Outlook", detailLevel: "busy" })).body;
    const subscribed = await (await fetch(feed.address as string)).text();
    const renamed = subscribed.replaceAll(/UID:.*/g, "UID:another");
    elsewhere.answer(
      (request, response) => void response.end(request.url === "/renamed" ? renamed : subscribed),
    );
    await add("Med våra UID");
    await add("Med egna UID", `${elsewhere.origin}/renamed`);
    const { headers } = await fk.get(`/meetings/${meetingId}`);
    const cancelled = await fk.post(
      `/meetings/${meetingId}/cancellations`,
      { reason: "individual" },
      { "if-match": headers.get("etag") ?? "" },
    );

    expect(cancelled.status).toBe(200);
    expect(await starts()).toContain("09:00");
  });

  test("may not be one of eleven", async () => {
    elsewhere.answer(calendarOf([]));
    for (let count = 0; count < 10; count += 1) expect((await add(`Kalender ${count}`)).status).toBe(201);

    expect((await add()).status).toBe(409);
  });
});

describe("a calendar's file", () => {
  test("that is uploaded counts at once, and for 31 days", async () => {
    const answer = await upload(calendarText([MORNING]));

    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ label: "Fil", kind: "file", state: "read", eventsRead: 1 });
    expect((await starts())[0]).toBe("11:00");
    later(31 * 24 * 60 * MINUTE);
    fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
    expect(await list()).toMatchObject([{ state: "unknown" }]);
  });

  test("can't be read again", async () => {
    const { id } = (await (await upload(calendarText([]))).json()) as { id: string };

    expect((await fk.post(`/busy-sources/${id}/readings`, undefined)).status).toBe(409);
  });

  test.each([
    ["no calendar", "hej", "text/calendar", 422],
    ["nothing", "", "text/calendar", 422],
    ["another type", calendarText([]), "application/json", 400],
    ["more than 5 MB", calendarText([`DESCRIPTION:${"x".repeat(5_300_000)}`]), "text/calendar", 413],
  ])("that is %s is refused", async (_what, content, type, status) => {
    expect((await upload(content, "Fil", type)).status).toBe(status);
    expect(await list()).toEqual([]);
  });
});

test("nobody who is not signed in sees or adds a calendar", async () => {
  const nobody = running.browser();

  expect((await nobody.get("/busy-sources")).status).toBe(401);
  expect((await nobody.post("/busy-sources", { label: "x", address: "https://example.com" })).status).toBe(
    401,
  );
  const file = await nobody.cookies.send(
    "POST",
    "/api/v1/busy-files?label=x",
    { "sec-fetch-site": "same-origin", origin: running.origin, "content-type": "text/calendar" },
    calendarText([]),
  );
  expect(file.status).toBe(401);
});
