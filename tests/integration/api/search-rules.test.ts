import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { bookMeeting } from "../../support/book-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday at nine. */
const NOW = new Date("2026-03-02T08:00:00Z");
/** A Tuesday beyond everyone's notice. */
const DAY = "2026-03-17";

let running: RunningSamtid;
let people: SamplePeople;
let fk: ApiBrowser;
/** Each test has two handläggare of each agency, and a case, of its own. */
let pair = -2;
const TESTS = 24;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => NOW },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 2 * TESTS, individuals: 2 * TESTS });
    },
  });
  fk = await running.signedIn("forsakringskassan", "fk-0");
});
afterAll(() => running?.stop());

const run = (query: string) => sql.raw(query).execute(running.samtid.database.query());
const set = (personId: string, change: string) =>
  run(`update handlaggare set ${change} where person_id = '${personId}'`);

function stage() {
  pair += 2;
  const [one, other] = [people.fk[pair]!, people.fk[pair + 1]!];
  const af = people.af[pair]!;
  const caseId = people.cases[pair]!;
  const asked = (handlaggareIds = [one]) => ({
    caseId,
    type: "gemensam_kartlaggning",
    sides: [
      { organisationId: "forsakringskassan", handlaggareIds },
      { organisationId: "arbetsformedlingen", handlaggareIds: [af] },
    ],
    durationMinutes: 60,
  });
  const search = async (more: object = {}) => {
    const { status, body } = await fk.post("/free-time-searches", {
      ...asked(),
      fromOn: DAY,
      toOn: DAY,
      ...more,
    });
    expect([status, body.code]).toEqual([200, undefined]);
    return body;
  };
  const starts = async (more: object = {}): Promise<string[]> =>
    (await search(more)).times.map(({ startAt }: { startAt: string }) => startAt.slice(11, 16));
  const reasons = async (at: string, more: object = {}) =>
    (await fk.post("/why-not", { ...asked(), at, ...more })).body.reasons;
  const mine = pair;
  /** Booked by the first of Försäkringskassan, for another individual. */
  const book = async (startAt: string) =>
    bookMeeting(await running.signedIn("forsakringskassan", `fk-${mine}`), people, {
      startAt,
      pair: mine,
      caseIndex: mine + 1,
    });
  return { one, other, af, caseId, asked, search, starts, reasons, book };
}
const FK = { organisationId: "forsakringskassan" };

describe("who", () => {
  test("one of a pool is found when a named colleague is busy, by name, and the same ones are told why when none is", async () => {
    const { one, other, book, search } = stage();
    await run(
      `update handlaggare set competences = '{pool-${pair}}' where person_id in ('${one}', '${other}')`,
    );
    await book(`${DAY}T09:00:00Z`);
    const found = await search({
      sides: [
        { ...FK, pool: { lan: "Uppsala län", competence: `pool-${pair}` } },
        { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[pair + 1]] },
      ],
    });
    const atNine = found.times.find(({ startAt }: { startAt: string }) => startAt === `${DAY}T09:00:00.000Z`);
    expect(atNine.handlaggare[0]).toEqual({ ...FK, personId: other, name: `FK Handläggare ${pair + 1}` });
  });

  test.each([
    ["role", "psykolog"],
    ["language", "fi"],
    ["competence", "hjälpmedel"],
  ])("a pool narrowed by %s holds only those who have it", async (filter, value) => {
    const { one, search } = stage();
    const sides = (pool: object) => [
      { ...FK, pool },
      { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[pair]] },
    ];
    const pool = { lan: "Uppsala län", [filter]: value };
    expect((await search({ sides: sides(pool) })).times).toEqual([]);
    await set(one, filter === "role" ? `role = '${value}'` : `${filter}s = '{${value}}'`);
    const { times } = await search({ sides: sides(pool) });
    expect(
      new Set(times.map((time: { handlaggare: { personId: string }[] }) => time.handlaggare[0]!.personId)),
    ).toEqual(new Set([one]));
    await set(one, "role = 'forsakringsutredare', languages = '{sv}', competences = '{}'");
  });

  test("a side of both names and a pool, or a pool of the whole country, is refused", async () => {
    const { asked, one } = stage();
    for (const side of [{ handlaggareIds: [one], pool: { lan: "Uppsala län" } }, {}, { pool: {} }]) {
      const sides = [{ ...FK, ...side }];
      expect(
        (await fk.post("/free-time-searches", { ...asked(), sides, fromOn: DAY, toOn: DAY })).status,
      ).toBe(422);
    }
  });
});

describe("when", () => {
  test("a rule that changes rewrites the occurrences: lunch, an exception, a recurring absence every other week", async () => {
    const { one, starts } = stage();
    expect(await starts()).toContain("11:00");
    const { openTime } = running.samtid;
    await openTime.changeRules(one, {
      lunch: { startMinutes: 12 * 60, endMinutes: 13 * 60 },
      recurringAbsences: [
        {
          weekday: 2,
          startMinutes: 480,
          endMinutes: 600,
          everyWeeks: 2,
          firstOn: "2026-03-03",
          lastOn: null,
          title: "Möte",
          kind: "away",
        },
      ],
      exceptions: [{ on: "2026-03-24", stretches: [] }],
    });
    expect([(await starts())[0], (await starts()).includes("11:00")]).toEqual(["09:00", false]);
    expect(await starts({ fromOn: "2026-03-24", toOn: "2026-03-24" })).toEqual([]);
    expect((await starts({ fromOn: "2026-03-10", toOn: "2026-03-10" }))[0]).toBe("07:00");
    await openTime.changeRules(one, { lunch: null, recurringAbsences: [], exceptions: [] });
    expect(await starts()).toContain("11:00");
  });

  test("beyond the horizon nothing is offered, and the job, run twice and at once, moves the horizon on", async () => {
    const { search, starts, reasons, one } = stage();
    const far = { fromOn: "2026-09-15", toOn: "2026-09-15" };
    expect((await search(far)).emptyDays).toEqual([
      { on: far.fromOn, reasons: [{ code: "beyond_horizon" }] },
    ]);
    await run(`update open_time_horizon set until = '${DAY}' where handlaggare_id = '${one}'`);
    expect(await starts()).toEqual([]);
    expect(await reasons(`${DAY}T09:00:00Z`)).toEqual([{ ...FK, code: "unknown_calendar" }]);
    const count = async () =>
      (await sql<{ count: number }>`select count(*) from open_time`.execute(running.samtid.database.query()))
        .rows[0]!.count;
    const before = await count();
    const { openTime } = running.samtid;
    await Promise.all([openTime.rollForward(), openTime.rollForward()]);
    await openTime.rollForward();
    expect(await count()).toBe(before);
    expect(await starts()).toContain("09:00");
  });

  test("a calendar that could not be read makes its owner unknown, never free", async () => {
    const { one, search } = stage();
    await run(
      `insert into external_calendar (handlaggare_id, label, zone, created_at, readable, failure, checked_at, stale_at)
       values ('${one}', 'Outlook', 'Europe/Stockholm', now(), false, 'not_found', now(), 'infinity')`,
    );
    expect((await search()).emptyDays).toEqual([{ on: DAY, reasons: [{ ...FK, code: "unknown_calendar" }] }]);
  });

  test("external busy time is busy", async () => {
    const { one, starts } = stage();
    await run(
      `with calendar as (
        insert into external_calendar (handlaggare_id, label, zone, created_at, readable, checked_at, stale_at)
        values ('${one}', 'Outlook', 'Europe/Stockholm', now(), true, now(), 'infinity') returning id)
      insert into external_busy (calendar_id, handlaggare_id, during)
      select id, '${one}', '[${DAY}T07:00Z,${DAY}T13:00Z)' from calendar`,
    );
    expect((await starts())[0]).toBe("13:00");
  });

  test("a buffer after one's own meetings keeps the next from following at once, and can be loosened", async () => {
    const { one, starts, book, reasons } = stage();
    await book(`${DAY}T09:00:00Z`);
    await set(one, "buffer_after_minutes = 30");
    const wish = {
      sides: [
        { ...FK, handlaggareIds: [one] },
        { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[pair + 1]] },
      ],
    };
    expect(await starts(wish)).not.toContain("08:00");
    expect(await starts({ ...wish, loosen: ["buffers"] })).toContain("08:00");
    expect(await reasons(`${DAY}T08:00:00Z`, wish)).toEqual([{ ...FK, code: "buffer" }]);
  });

  test.each([
    ["day", "cap_per_day = 1", DAY],
    ["week", "cap_per_week = 1", "2026-03-19"],
  ])(
    "who has as many meetings as the cap of the %s has no more, unless it is loosened",
    async (_what, cap, on) => {
      const { one, book, search, starts } = stage();
      await book(`${DAY}T09:00:00Z`);
      await set(one, cap);
      const dates = { fromOn: on, toOn: on };
      expect((await search(dates)).emptyDays).toEqual([{ on, reasons: [{ ...FK, code: "cap" }] }]);
      expect((await search(dates)).wouldHelp).toContainEqual({ change: "caps", times: expect.any(Number) });
      expect((await starts({ ...dates, loosen: ["caps"] })).length).toBeGreaterThan(5);
    },
  );

  test("notice is counted in working days, by channel, and can be loosened in search and booking", async () => {
    const { caseId, starts, asked } = stage();
    const period = { fromOn: "2026-03-02", toOn: "2026-03-31" };
    const firstOn = async (more: object = {}) => {
      const { body } = await fk.post("/free-time-searches", { ...asked(), ...period, limit: 1, ...more });
      return body.times[0].startAt.slice(0, 10);
    };
    expect(await firstOn()).toBe("2026-03-09");
    expect(await firstOn({ loosen: ["notice"] })).toBe("2026-03-02");
    await run(
      `update individual set email = null where person_id = (select individual_id from cooperation_case where id = '${caseId}')`,
    );
    expect(await firstOn()).toBe("2026-03-05");
    expect(await starts({ fromOn: "2026-03-04", toOn: "2026-03-04" })).toEqual([]);
  });

  test("the individual's wishes rule times out until they are loosened, and then rank", async () => {
    const { caseId, starts, search } = stage();
    await run(`insert into individual_preference (person_id, weekdays, parts_of_day)
      select individual_id, '{2}', '{afternoon}' from cooperation_case where id = '${caseId}'`);
    expect((await starts())[0]).toBe("11:00");
    const { times } = await search({ loosen: ["preference"], order: "best" });
    expect(times[0].score.parts.preference).toBeGreaterThan(0);
    expect(times.at(-1).score.parts.preference).toBe(0);
  });

  test("a kontaktmöte is offered from day 90 to day 180 of the sick-leave case, and the search says so", async () => {
    const { caseId, search, reasons } = stage();
    await run(
      `update cooperation_case set chain_day = 80, chain_day_on = '2026-03-02' where id = '${caseId}'`,
    );
    const wish = { type: "kontaktmote", fromOn: "2026-03-10", toOn: "2026-03-13" };
    const found = await search(wish);
    expect(found).toMatchObject({
      window: { fromOn: "2026-03-12", toOn: "2026-06-10", chainDay: 80 },
      outsideWindow: true,
    });
    expect(found.emptyDays.slice(0, 2)).toEqual([
      { on: "2026-03-10", reasons: [{ code: "outside_window" }] },
      { on: "2026-03-11", reasons: [{ code: "outside_window" }] },
    ]);
    expect(found.times[0].startAt.slice(0, 10)).toBe("2026-03-12");
    expect(await reasons("2026-06-11T08:00:00Z", { type: "kontaktmote" })).toEqual([
      { code: "outside_window" },
    ]);
    expect((await search({ ...wish, type: "gemensam_kartlaggning" })).window).toBeNull();
  });
});

describe("ranking", () => {
  test("a pair that met the individual before goes first, each time carries the parts of its score, the same each time", async () => {
    const { one, other, af, caseId, search } = stage();
    const browser = await running.signedIn("forsakringskassan", `fk-${pair + 1}`);
    await bookMeeting(browser, people, { startAt: "2026-03-03T09:00:00Z", pair: pair + 1, caseIndex: pair });
    await run(`update meeting set status = 'held' where case_id = '${caseId}'`);
    const sides = [
      { ...FK, handlaggareIds: [one, other] },
      { organisationId: "arbetsformedlingen", handlaggareIds: [af, people.af[pair + 1]] },
    ];
    const best = await search({ sides, order: "best", limit: 3 });
    expect(best.times).toHaveLength(3);
    expect(best.times[0].handlaggare.map(({ personId }: { personId: string }) => personId)).toEqual([
      other,
      people.af[pair + 1],
    ]);
    const { total, parts } = best.times[0].score;
    expect(Object.values(parts as Record<string, number>).reduce((sum, part) => sum + part)).toBe(total);
    const turned = sides.map((side) => ({ ...side, handlaggareIds: [...side.handlaggareIds].reverse() }));
    expect(await search({ sides: turned, order: "best", limit: 3 })).toEqual(best);
  });
});

describe("why not", () => {
  test("is told by layer and agency, never what somebody does", async () => {
    const { reasons, book, af } = stage();
    await book(`${DAY}T09:00:00Z`);
    await run(
      `insert into absence (handlaggare_id, during, title) values ('${af}', '[${DAY}T12:00Z,${DAY}T14:00Z)', 'Hemligt')`,
    );
    expect(await reasons(`${DAY}T09:15:00Z`)).toEqual([
      { ...FK, code: "busy" },
      { organisationId: "arbetsformedlingen", code: "busy" },
    ]);
    expect(await reasons(`${DAY}T12:30:00Z`)).toEqual([
      { organisationId: "arbetsformedlingen", code: "busy" },
    ]);
    expect(await reasons(`${DAY}T10:00:00Z`)).toEqual([]);
    expect(await reasons("2026-04-03T09:00:00Z")).toEqual([{ code: "holiday" }]);
    expect(await reasons("2026-03-14T09:00:00Z")).toEqual([{ code: "weekend" }]);
    expect(await reasons("2026-03-04T09:00:00Z")).toEqual([{ code: "too_soon" }]);
    expect(await reasons(`${DAY}T23:30:00Z`)).toHaveLength(2);
    expect(await reasons(`${DAY}T09:01:00Z`)).toEqual([{ code: "off_grid" }]);
  });

  test("when nothing is free the next free time is told, and what would help", async () => {
    const { one, search } = stage();
    await run(
      `insert into absence (handlaggare_id, during) values ('${one}', '[2026-03-16T00:00Z,2026-04-01T07:00Z)')`,
    );
    const found = await search();
    expect(found).toMatchObject({ times: [], nextFreeAt: "2026-04-01T07:00:00.000Z" });
    expect(found.wouldHelp).toEqual([{ change: "longer_period", times: expect.any(Number) as number }]);
  });
});

test("booking checks the rules of the search: a stale result is refused with the reason and fresh alternatives", async () => {
  const { one, af, caseId, starts, book } = stage();
  expect(await starts()).toContain("09:00");
  await set(one, "cap_per_day = 1");
  const browser = await running.signedIn("forsakringskassan", `fk-${pair}`);
  await book(`${DAY}T12:00:00Z`);
  const booking = {
    caseId,
    type: "gemensam_kartlaggning",
    startAt: `${DAY}T09:00:00Z`,
    durationMinutes: 60,
    mode: "video",
    place: null,
    handlaggare: [
      { ...FK, personId: one },
      { organisationId: "arbetsformedlingen", personId: af },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: null,
    secrecyConsentOn: null,
  };
  const { status, body } = await fk.post("/meetings", booking);
  expect(status).toBe(409);
  expect(body).toMatchObject({
    code: "time_taken",
    reasons: [{ ...FK, code: "cap" }],
    alternatives: [{}, {}, {}],
  });
  for (const { startAt } of body.alternatives as { startAt: string }[])
    expect(startAt.slice(0, 10)).not.toBe(DAY);
  expect((await browser.post("/meetings", { ...booking, loosen: ["caps"] })).status).toBe(201);
});

describe("capacity", () => {
  test("of two offices tells free and joint hours a day, and no persons", async () => {
    const { rows } = await sql<{ id: string; organisation: string }>`
      select id, organisation_id as organisation from office order by organisation desc`.execute(
      running.samtid.database.query(),
    );
    const [one, other] = rows.map(({ id }) => id);
    const query = (more: object) =>
      new URLSearchParams({ officeId: one!, otherOfficeId: other!, ...more }).toString();
    const { status, body } = await fk.get(
      `/capacities?${query({ fromOn: "2026-05-01", toOn: "2026-05-04" })}`,
    );
    expect(status).toBe(200);
    expect(
      body.days.map(({ on, jointHours }: { on: string; jointHours: number }) => [on, jointHours > 100]),
    ).toEqual([
      ["2026-05-01", false],
      ["2026-05-02", false],
      ["2026-05-03", false],
      ["2026-05-04", true],
    ]);
    expect(body.days[3].sides).toEqual([
      { organisationId: "forsakringskassan", officeId: one, freeHours: expect.any(Number) as number },
      { organisationId: "arbetsformedlingen", officeId: other, freeHours: 8 * 2 * TESTS },
    ]);
    for (const wrong of [{ otherOfficeId: one! }, { toOn: "2026-12-01" }, { toOn: "2026-04-01" }]) {
      const answer = await fk.get(
        `/capacities?${query({ fromOn: "2026-05-01", toOn: "2026-05-04", ...wrong })}`,
      );
      expect(answer.status).toBe(422);
    }
  });
});
