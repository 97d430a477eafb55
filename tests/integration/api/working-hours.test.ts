import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { offerMeeting } from "../../support/offer-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday at nine. */
const now = new Date("2026-03-02T08:00:00Z");
/** Ten to eleven on a Tuesday. */
const TUESDAY = "2026-03-17T09:00:00.000Z";
/** Each test has a handläggare of each agency, and a case, of its own. */
const TESTS = 14;

let running: RunningSamtid;
let people: SamplePeople;
let own = -1;
let fk: ApiBrowser;

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
  fk = await running.signedIn("forsakringskassan", `fk-${own}`);
});
afterAll(() => running?.stop());

const WEEK = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinutes: 480, endMinutes: 960 }));
const without = (weekday: number) => WEEK.filter((stretch) => stretch.weekday !== weekday);
const period = (more: object = {}) => ({ validFrom: null, validUntil: null, hours: WEEK, ...more });
const PATTERN = {
  periods: [period()],
  exceptions: [] as object[],
  lunch: null,
  recurring: [] as object[],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capPerDay: null,
  capPerWeek: null,
};
const recurring = (more: object = {}) => ({
  kind: "away",
  weekday: 2,
  startMinutes: 480,
  endMinutes: 720,
  everyWeeks: 1,
  firstOn: "2026-03-03",
  lastOn: null,
  title: null,
  ...more,
});
const book = (startAt = TUESDAY, browser = fk) =>
  bookMeeting(browser, people, { startAt, pair: own, caseIndex: own });
const change = (more: object = {}, revision = 0) =>
  fk.put("/working-hours", { ...PATTERN, ...more }, { "If-Match": `"${revision}"` });
const starts = async (on: string, more: object = {}): Promise<string[]> => {
  const { body } = await fk.post("/free-time-searches", {
    caseId: people.cases[own],
    type: "gemensam_kartlaggning",
    sides: [
      { organisationId: "forsakringskassan", handlaggareIds: [people.fk[own]] },
      { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[own]] },
    ],
    durationMinutes: 60,
    fromOn: on,
    toOn: on,
    ...more,
  });
  return body.times.map(({ startAt }: { startAt: string }) => startAt.slice(11, 16));
};

test("what is saved is read back, and every part of it decides what can be booked from that moment", async () => {
  const read = await fk.get("/working-hours");
  expect(read.body).toEqual({ ...PATTERN, revision: 0, collisions: [] });
  expect(read.headers.get("etag")).toBe('"0"');

  const wanted = {
    ...PATTERN,
    periods: [period(), period({ validFrom: "2026-04-13", validUntil: "2026-04-24", hours: without(2) })],
    exceptions: [{ on: "2026-03-24", stretches: [{ startMinutes: 480, endMinutes: 600 }] }],
    lunch: { startMinutes: 720, endMinutes: 780 },
    recurring: [recurring({ kind: "focus", title: "Utredningar" })],
    bufferAfterMinutes: 15,
    capPerDay: 3,
    capPerWeek: 10,
  };
  const saved = await change(wanted);
  expect(saved.body).toEqual({ ...wanted, revision: 1, collisions: [] });
  expect(saved.headers.get("etag")).toBe('"1"');

  const tuesday = await starts("2026-03-17");
  expect([tuesday[0], tuesday.includes("11:00"), tuesday.at(-1)]).toEqual(["12:00", false, "13:45"]);
  expect(await starts("2026-03-24")).toEqual([]);
  expect(await starts("2026-04-14")).toEqual([]);
  expect((await starts("2026-04-28"))[0]).toBe("11:00");
});

test("a change leaves booked meetings as they are and lists those outside, until each is moved, kept or inside again", async () => {
  const meetingId = await book();
  await book("2026-03-16T09:00:00Z");
  const asked = { ...PATTERN, periods: [period({ hours: without(2) })] };
  const collision = { meetingId, type: "gemensam_kartlaggning", status: "booked", startAt: TUESDAY };

  const preview = await fk.post("/working-hours/previews", asked);
  expect(preview.body.items).toEqual([expect.objectContaining(collision)]);
  expect((await fk.get("/working-hours")).body.revision).toBe(0);

  const saved = await change(asked);
  expect(saved.body.collisions).toEqual(preview.body.items);
  expect((await fk.get(`/meetings/${meetingId}`)).body).toMatchObject({ status: "booked", startAt: TUESDAY });
  expect((await fk.get("/time-collisions")).body.items).toEqual(preview.body.items);

  const kept = { meetingId, startAt: TUESDAY };
  expect((await fk.post("/kept-collisions", kept)).status).toBe(204);
  expect((await fk.post("/kept-collisions", kept)).status).toBe(204);
  expect((await fk.get("/time-collisions")).body.items).toEqual([]);
  expect((await fk.get(`/meetings/${meetingId}`)).body.status).toBe("booked");
});

test("an absence laid over a meeting, and one moved over it, make it a collision; one moved away does not", async () => {
  const meetingId = await book();
  const absence = (startAt: string, endAt: string) => ({ startAt, endAt, title: null, kind: "focus" });
  const added = await fk.post("/absences", absence("2026-03-18T09:00:00Z", "2026-03-18T10:00:00Z"));
  const collisions = async () =>
    (await fk.get("/time-collisions")).body.items.map((each: { meetingId: string }) => each.meetingId);
  expect([added.body.kind, await collisions()]).toEqual(["focus", []]);

  const path = `/absences/${added.body.id}`;
  const moved = await fk.put(path, absence("2026-03-17T09:30:00Z", "2026-03-17T11:00:00Z"));
  expect([moved.status, moved.body.startAt]).toEqual([200, "2026-03-17T09:30:00.000Z"]);
  expect(await collisions()).toEqual([meetingId]);
  await fk.put(path, absence("2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z"));
  expect(await collisions()).toEqual([]);
});

test("nobody reaches somebody else's absence, or keeps a meeting that is not theirs", async () => {
  const other = await running.signedIn("arbetsformedlingen", `af-${own}`);
  const absence = { startAt: "2026-03-18T09:00:00Z", endAt: "2026-03-18T10:00:00Z", title: "Läkare" };
  const { body } = await fk.post("/absences", absence);
  expect((await other.put(`/absences/${body.id}`, absence)).status).toBe(404);

  const meetingId = await book();
  const stranger = await running.signedIn("arbetsformedlingen", `af-${(own + 1) % TESTS}`);
  expect((await stranger.post("/kept-collisions", { meetingId, startAt: TUESDAY })).status).toBe(404);
});

test("times held for an offer collide too, one by one", async () => {
  const startAts = [TUESDAY, "2026-03-18T09:00:00.000Z"];
  const offer = { times: startAts, answerBy: "2026-03-10T15:00:00Z", pair: own, caseIndex: own };
  const offered = await offerMeeting(fk, people, offer);
  expect([offered.status, offered.body.code]).toEqual([201, undefined]);
  const saved = await change({ exceptions: [{ on: "2026-03-18", stretches: [] }] });
  expect(saved.body.collisions).toEqual([
    expect.objectContaining({ meetingId: offered.body.id, status: "offered", startAt: startAts[1] }),
  ]);
});

describe("two at once", () => {
  test("the second of two changes is told so, but the same change twice gives the same answer", async () => {
    const first = await change({ capPerDay: 3 });
    const again = await change({ capPerDay: 3 });
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    const late = await change({ capPerDay: 4 });
    expect([late.status, late.body.code]).toEqual([412, "revision_mismatch"]);
    expect((await change({ capPerDay: 4 }, 1)).body).toMatchObject({ capPerDay: 4, revision: 2 });
    expect((await fk.put("/working-hours", PATTERN)).status).toBe(428);
  });

  test("of a booking and the end of that time at the same moment, the booking is refused or the meeting is listed", async () => {
    for (let round = 0; round < 4; round++) {
      const before = (await fk.get("/working-hours")).body;
      const startAt = `2026-03-${17 + round}T12:00:00.000Z`;
      const [booked, changed] = await Promise.all([
        book(startAt).catch((error: Error) => error.message),
        change({ exceptions: [{ on: startAt.slice(0, 10), stretches: [] }] }, before.revision),
      ]);
      const listed = changed.body.collisions.map((each: { startAt: string }) => each.startAt);
      const isBooked = !booked.startsWith("Not booked");
      if (!isBooked) expect(booked).toContain("time_taken");
      expect(listed).toEqual(isBooked ? [startAt] : []);
      expect((await fk.get("/time-collisions")).body.items).toEqual(changed.body.collisions);
      await change({}, before.revision + 1);
    }
  });
});

describe("what makes no sense is refused, by field", () => {
  const stretch = { startMinutes: 600, endMinutes: 600 };
  test.each([
    ["/periods/0/hours/0/endMinutes", { periods: [period({ hours: [{ weekday: 1, ...stretch }] })] }],
    ["/periods/0/hours", { periods: [period({ hours: [] })] }],
    ["/periods/0/validUntil", { periods: [period({ validFrom: "2026-05-02", validUntil: "2026-05-01" })] }],
    ["/periods/1/validFrom", { periods: [period(), period({ validUntil: "2026-05-01" })] }],
    ["/exceptions/1/on", { exceptions: [1, 2].map(() => ({ on: "2026-05-04", stretches: [] })) }],
    ["/lunch/endMinutes", { lunch: stretch }],
    ["/recurring/0/lastOn", { recurring: [recurring({ lastOn: "2026-03-02" })] }],
    ["/bufferAfterMinutes", { bufferAfterMinutes: 241 }],
    ["/capPerDay", { capPerDay: 0 }],
  ])("%s", async (pointer, more) => {
    own = TESTS - 1;
    fk = await running.signedIn("forsakringskassan", `fk-${own}`);
    const { status, body } = await change(more);
    expect([status, body.errors.map((each: { pointer: string }) => each.pointer)]).toEqual([422, [pointer]]);
    own = TESTS - 2;
  });
});
