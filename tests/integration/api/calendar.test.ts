import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
/** Each test has handläggare and a case of its own. */
const TESTS = 40;

/** So late that what is asked about the autumn has been written down. */
const LATER = new Date("2026-09-01T08:00:00Z");

let now = NOW;
let running: RunningSamtid;
let people: SamplePeople;
let pair = 0;
let fk: ApiBrowser;
let af: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: TESTS + 1 });
      now = LATER;
      await samtid.openTime.rollForward();
      now = NOW;
    },
  });
});
beforeEach(async () => {
  pair += 1;
  fk = await running.signedIn("forsakringskassan", `fk-${pair}`);
  af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
});
afterAll(() => running?.stop());

const book = (startAt: string) => bookMeeting(fk, people, { startAt, pair, caseIndex: pair });
const range = (from: string, to: string) => new URLSearchParams({ from, to }).toString();
const calendar = (browser: ApiBrowser, from: string, to: string) =>
  browser.get(`/calendar?${range(from, to)}`);
const busyTimes = (browser: ApiBrowser, personId: string | undefined, from: string, to: string) =>
  browser.get(`/handlaggare/${personId}/busy-times?${range(from, to)}`);
const addAbsence = (startAt: string, endAt: string, title: string | null = null) =>
  fk.post("/absences", { startAt, endAt, title });
const period = (startAt: string, endAt: string) => ({
  startAt: new Date(startAt).toISOString(),
  endAt: new Date(endAt).toISOString(),
});

describe("one's own calendar", () => {
  test("holds meetings, working hours and absences with their titles", async () => {
    const meetingId = await book("2026-03-10T09:00:00Z");
    const { body: absence } = await addAbsence("2026-03-10T12:00:00Z", "2026-03-10T13:00:00Z", "Tandläkare");
    const { status, body } = await calendar(fk, "2026-03-10T00:00:00+01:00", "2026-03-11T00:00:00+01:00");

    expect(status).toBe(200);
    expect(body).toEqual({
      meetings: [
        expect.objectContaining({
          id: meetingId,
          startAt: "2026-03-10T09:00:00.000Z",
          individualName: `Individ Nummer${pair}`,
        }),
      ],
      workingHours: [period("2026-03-10T08:00+01:00", "2026-03-10T16:00+01:00")],
      absences: [
        {
          id: absence.id,
          ...period("2026-03-10T12:00Z", "2026-03-10T13:00Z"),
          title: "Tandläkare",
          kind: "away",
        },
      ],
      externalBusy: [],
      isUnknown: false,
      holidays: [],
    });
  });

  test("holds nobody else's meetings and absences", async () => {
    await book("2026-03-10T09:00:00Z");
    await addAbsence("2026-03-10T12:00:00Z", "2026-03-10T13:00:00Z", "Tandläkare");
    const colleague = await running.signedIn("forsakringskassan", "fk-0");
    const seen = (await calendar(colleague, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")).body;

    expect(seen).toMatchObject({ meetings: [], absences: [] });
    const other = (await calendar(af, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")).body;
    expect(other.meetings).toHaveLength(1);
    expect(other.absences).toEqual([]);
  });

  test.each([
    [
      "spring",
      "2026-03-27T00:00:00+01:00",
      "2026-03-31T00:00:00+02:00",
      ["27T07", "27T15", "30T06", "30T14"],
    ],
    [
      "autumn",
      "2026-10-23T00:00:00+02:00",
      "2026-10-27T00:00:00+01:00",
      ["23T06", "23T14", "26T07", "26T15"],
    ],
  ])(
    "has eight to four on the wall on both sides of the clock change in %s",
    async (_when, from, to, hours) => {
      const { body } = await calendar(fk, from, to);
      const instants = (body.workingHours as { startAt: string; endAt: string }[]).flatMap((hour) => [
        hour.startAt,
        hour.endAt,
      ]);

      expect(instants.map((instant) => instant.slice(8, 13))).toEqual(hours);
    },
  );

  test("names holidays and closed eves in Swedish, and has no working hours on them", async () => {
    const { body } = await calendar(fk, "2026-12-24T00:00:00+01:00", "2027-01-07T00:00:00+01:00");

    expect(body.holidays).toEqual([
      { on: "2026-12-24", name: "Julafton" },
      { on: "2026-12-25", name: "Juldagen" },
      { on: "2026-12-26", name: "Annandag jul" },
      { on: "2026-12-31", name: "Nyårsafton" },
      { on: "2027-01-01", name: "Nyårsdagen" },
      { on: "2027-01-06", name: "Trettondedag jul" },
    ]);
    const days = (body.workingHours as { startAt: string }[]).map(({ startAt }) => startAt.slice(5, 10));
    expect(days).toEqual(["12-28", "12-29", "12-30", "01-04", "01-05"]);
  });

  test("does not name the holiday that begins when the period ends", async () => {
    const { body } = await calendar(fk, "2026-03-30T00:00:00+02:00", "2026-04-03T00:00:00+02:00");

    expect(body.holidays).toEqual([]);
  });

  test.each([
    ["2026-03-10T00:00:00Z", "2026-03-10T00:00:00Z"],
    ["2026-03-10T00:00:00Z", "2026-06-12T00:00:00Z"],
    ["2026-03-10", "2026-03-11"],
    ["0000-01-01T00:00:00+14:00", "0000-01-02T00:00:00Z"],
    ["9999-12-31T00:00:00Z", "9999-12-31T23:59:59-23:59"],
  ])("from %s to %s is refused", async (from, to) => {
    expect((await calendar(fk, from, to)).status).toBe(422);
    expect((await busyTimes(fk, people.af[0], from, to)).status).toBe(422);
  });
});

describe("anyone else's calendar", () => {
  test("is busy or not: a meeting, an absence that touches it and the evening are one period", async () => {
    await book("2026-03-10T13:00:00Z");
    await addAbsence("2026-03-10T14:00:00Z", "2026-03-10T16:00:00Z", "Tandläkare");
    const answer = await busyTimes(af, people.fk[pair], "2026-03-10T08:00:00Z", "2026-03-11T08:00:00Z");

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      personId: people.fk[pair],
      busy: [period("2026-03-10T13:00Z", "2026-03-11T07:00Z")],
    });
  });

  test("shows the same for two meetings in a row as for an absence as long", async () => {
    const seen = async () =>
      (await busyTimes(af, people.fk[pair], "2026-03-10T08:00:00Z", "2026-03-10T15:00:00Z")).body.busy;
    const { body: absence } = await addAbsence("2026-03-10T10:00:00Z", "2026-03-10T12:00:00Z", "Fika");
    const away = await seen();
    await fk.delete(`/absences/${absence.id}`);
    await book("2026-03-10T10:00:00Z");
    await book("2026-03-10T11:00:00Z");

    expect(away).toEqual([period("2026-03-10T10:00Z", "2026-03-10T12:00Z")]);
    expect(await seen()).toEqual(away);
  });

  test.each([
    ["spring", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z", "2026-03-27T15:00Z", "2026-03-30T06:00Z"],
    ["autumn", "2026-10-23T12:00:00Z", "2026-10-26T12:00:00Z", "2026-10-23T14:00Z", "2026-10-26T07:00Z"],
  ])("is busy over the weekend when the clock changes in %s", async (_when, from, to, start, end) => {
    expect((await busyTimes(fk, people.af[pair], from, to)).body.busy).toEqual([period(start, end)]);
  });

  test("is seen by colleagues and by oneself alike", async () => {
    await book("2026-03-10T10:00:00Z");
    const seen = async (browser: ApiBrowser) =>
      (await busyTimes(browser, people.fk[pair], "2026-03-10T08:00:00Z", "2026-03-10T15:00:00Z")).body;
    const colleague = await running.signedIn("forsakringskassan", "fk-0");

    expect(await seen(fk)).toEqual(await seen(af));
    expect(await seen(colleague)).toEqual(await seen(af));
  });

  test("of somebody who is no active handläggare does not exist", async () => {
    const { rows } = await sql<{ person_id: string }>`
      select person_id from individual where name = ${`Individ Nummer${pair}`}`.execute(
      running.samtid.database.query(),
    );
    await sql`update handlaggare set active = false where person_id = ${people.af[pair]}`.execute(
      running.samtid.database.query(),
    );
    for (const personId of [
      "6f0b2c1e-35a4-4c8e-9a53-0d3a2f6a1c01",
      rows[0]!.person_id,
      people.af[pair],
      "somebody",
    ])
      expect((await busyTimes(fk, personId, "2026-03-10T08:00:00Z", "2026-03-10T15:00:00Z")).status).toBe(
        404,
      );
  });
});

describe("an absence", () => {
  const freeStarts = async () => {
    const { body } = await fk.post("/free-time-searches", {
      caseId: people.cases[pair],
      type: "gemensam_kartlaggning",
      sides: [
        { organisationId: "forsakringskassan", handlaggareIds: [people.fk[pair]] },
        { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[pair]] },
      ],
      durationMinutes: 60,
      fromOn: "2026-03-10",
      toOn: "2026-03-10",
    });
    return (body.times as { startAt: string }[]).map(({ startAt }) => startAt.slice(11, 16));
  };

  test("takes the time from the search, and gives it back when it is removed", async () => {
    const before = await freeStarts();
    const added = await addAbsence("2026-03-10T07:00:00Z", "2026-03-10T14:00:00Z", "Ledig");

    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: expect.any(String) as string,
      ...period("2026-03-10T07:00Z", "2026-03-10T14:00Z"),
      title: "Ledig",
      kind: "away",
    });
    expect(await freeStarts()).toEqual(["14:00"]);
    expect((await fk.delete(`/absences/${added.body.id}`)).status).toBe(204);
    expect(await freeStarts()).toEqual(before);
    expect((await fk.delete(`/absences/${added.body.id}`)).status).toBe(404);
  });

  test("over a booked meeting is allowed, and the meeting stands", async () => {
    const meetingId = await book("2026-03-10T10:00:00Z");

    expect((await addAbsence("2026-03-10T09:00:00Z", "2026-03-10T12:00:00Z")).status).toBe(201);
    expect((await fk.get(`/meetings/${meetingId}`)).body.status).toBe("booked");
  });

  test("is removed by nobody but its owner", async () => {
    const { body } = await addAbsence("2026-03-10T09:00:00Z", "2026-03-10T12:00:00Z");
    const colleague = await running.signedIn("forsakringskassan", "fk-0");

    for (const other of [af, colleague])
      expect((await other.delete(`/absences/${body.id}`)).status).toBe(404);
    const own = (await calendar(fk, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")).body;
    expect(own.absences).toHaveLength(1);
  });

  test("with a blank title has none", async () => {
    expect((await addAbsence("2026-03-10T09:00:00Z", "2026-03-10T12:00:00Z", "  ")).body.title).toBeNull();
  });

  test.each([
    ["2026-03-10T12:00:00Z", "2026-03-10T12:00:00Z", null],
    ["2026-03-10T12:00:00Z", "2026-03-10T11:00:00Z", null],
    ["2026-03-10", "2026-03-11", null],
    ["2026-03-10T12:00:00Z", "9999-12-31T23:59:59Z", null],
    ["2026-03-10T12:00:00Z", "2026-03-10T13:00:00Z", "nul\u0000"],
    ["2026-03-10T12:00:00Z", "2026-03-10T13:00:00Z", "x".repeat(121)],
  ])("from %s to %s called %j is refused", async (startAt, endAt, title) => {
    expect((await addAbsence(startAt, endAt, title)).status).toBe(422);
  });

  test("waits its turn while somebody else writes in the person's time", async () => {
    const { database, repositories } = running.samtid;
    const waiting = () =>
      sql<{ waiting: number }>`select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%from person%'`
        .execute(database.query())
        .then(({ rows }) => rows[0]!.waiting);
    const absences = () =>
      sql`select from absence where handlaggare_id = ${people.fk[pair]}`
        .execute(database.query())
        .then(({ rows }) => rows.length);
    let added: ReturnType<typeof addAbsence> | undefined;
    await database.transaction(async (unitOfWork) => {
      await repositories.time.lockPersons([people.fk[pair]!], unitOfWork);
      added = addAbsence("2026-03-10T09:00:00Z", "2026-03-10T12:00:00Z");
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 10_000 });
      expect(await absences()).toBe(0);
    });

    expect((await added!).status).toBe(201);
    expect(await absences()).toBe(1);
  });
});

test("nobody who is not signed in sees or changes a calendar", async () => {
  const nobody = running.browser();
  const from = "2026-03-10T08:00:00Z";
  const to = "2026-03-10T15:00:00Z";

  expect((await calendar(nobody, from, to)).status).toBe(401);
  expect((await busyTimes(nobody, people.fk[0], from, to)).status).toBe(401);
  expect((await nobody.post("/absences", { startAt: from, endAt: to, title: null })).status).toBe(401);
  expect((await nobody.delete(`/absences/${people.fk[0]}`)).status).toBe(401);
});
