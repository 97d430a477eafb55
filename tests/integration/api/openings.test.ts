import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { openingOf, openMeeting, type WantedOpening } from "../../support/open-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

/** A Monday, nine o'clock in Sweden. Told by e-mail one has five working days of notice: from Monday the week after. */
const START = new Date("2026-03-02T08:00:00Z");
const ANSWER_BY = "2026-03-11T22:59:00.000Z";
const NINE = "2026-03-10T08:00:00.000Z";
const TEN = "2026-03-10T09:00:00.000Z";
/** Each test has handläggare and three cases of its own. */
const TESTS = 32;
const CASES = 3;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let pair = 0;
let fk: ApiBrowser;

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: TESTS + 1, individuals: CASES * (TESTS + 1) });
    },
  });
});
beforeEach(async () => {
  now = START;
  pair += 1;
  fk = await signedIn("forsakringskassan");
});
afterAll(() => running?.stop());

const signedIn = (agency: "forsakringskassan" | "arbetsformedlingen") =>
  running.signedIn(agency, `${agency === "forsakringskassan" ? "fk" : "af"}-${pair}`);
const db = () => running.samtid.database.query();
const own = (index = 0) => CASES * pair + index;
const wanted = (more: Partial<WantedOpening> = {}): WantedOpening => ({
  fromOn: "2026-03-09",
  untilOn: "2026-03-20",
  answerBy: ANSWER_BY,
  pair,
  caseIndex: own(),
  ...more,
});
const open = (more: Partial<WantedOpening> = {}) => openMeeting(fk, people, wanted(more));
const invited = (meetingId: string) => openInvitation(running.samtid, running.origin, meetingId);
const book = (startAt: string, more: object = {}) => {
  const {
    opening: _opening,
    answerBy: _answerBy,
    ...plan
  } = openingOf(people, wanted({ caseIndex: own(2) }));
  return fk.post("/meetings", { ...plan, startAt, ...more });
};
const pick = (person: ApiBrowser, startAt: string) => person.post("/invitation/bookings", { startAt });
const startsFor = async (browser: ApiBrowser, path = "/invitation/times") =>
  ((await browser.get(path)).body.times as { startAt: string }[]).map(({ startAt }) => startAt);
/** How many persons' time is taken for a meeting. */
const taken = async (meetingId: string) => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from occupancy
    where meeting_id = ${meetingId} or held_time_id in (select id from held_time where meeting_id = ${meetingId})`.execute(
    db(),
  );
  return rows[0]!.count;
};
const absent = (personId: string, from: string, to: string) =>
  sql`insert into absence (handlaggare_id, during) values (${personId}, tstzrange(${from}, ${to}))`.execute(
    db(),
  );
const mailsTo = (recipient: string, count: number) =>
  vi.waitFor(
    async () => {
      const mails = (await running.catcher.list()).filter(({ to }) =>
        to.includes(`${recipient}@example.test`),
      );
      expect(mails).toHaveLength(count);
      return mails;
    },
    { timeout: 15_000 },
  );

describe("letting the individual pick any joint free time", () => {
  test("takes nobody's time; the individual and both handläggare are told which days and until when", async () => {
    const { status, body } = await open();

    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "offered",
      opening: { fromOn: "2026-03-09", untilOn: "2026-03-20" },
      answerBy: ANSWER_BY,
      heldTimes: [],
      may: { choose: true, withdraw: true, move: false },
    });
    expect(await taken(body.id)).toBe(0);
    expect((await book(NINE)).status).toBe(201);
    const [mail] = await mailsTo(`individual-${own()}`, 1);
    expect(mail).toMatchObject({ subject: "Välj en tid för ditt möte" });
    expect(mail!.text).toContain("Från måndag 9 mars 2026 till fredag 20 mars 2026");
    expect(mail!.text).toContain("onsdag 11 mars 2026, 23.59");
    expect(mail!.text).not.toContain("reserverade");
    const [toAf] = (await mailsTo(`af-${pair}`, 2)).filter(({ subject }) => subject.includes("väljer själv"));
    expect(toAf!.calendar).toBeUndefined();
  });

  test("a colleague who comes instead: nobody's time is taken, and theirs is what can be picked", async () => {
    const { body: meeting } = await open();
    const before = await startsFor(fk, `/meetings/${meeting.id}/times`);
    await absent(people.af[0]!, "2026-03-08T23:00:00Z", "2026-03-13T00:00:00Z");
    const asked = (meeting.participants as { id: string; title: string }[]).find(
      ({ title }) => title === "arbetsformedlare",
    )!;

    const { status, body } = await fk.post(
      `/meetings/${meeting.id}/swaps`,
      { participantId: asked.id, personId: people.af[0] },
      { "if-match": `"${meeting.revision}"` },
    );

    expect({ status, code: body.code }).toEqual({ status: 200, code: undefined });
    expect(await taken(meeting.id)).toBe(0);
    const after = await startsFor(fk, `/meetings/${meeting.id}/times`);
    expect(before[0]! < "2026-03-13").toBe(true);
    expect(after[0]! > "2026-03-13").toBe(true);
  });

  test("with the same idempotency key twice is done once", async () => {
    const key = { "idempotency-key": `opening-${pair}` };
    const command = openingOf(people, wanted());
    const answers = await Promise.all([
      fk.post("/meeting-openings", command, key),
      fk.post("/meeting-openings", command, key),
    ]);
    expect(answers[0].body.id).toBe(answers[1].body.id);
    await mailsTo(`individual-${own()}`, 1);
  });

  test("is refused when there is no time to pick, and nobody is told anything", async () => {
    await absent(people.af[pair]!, "2026-03-08T23:00:00Z", "2026-03-21T00:00:00Z");
    const { status, body } = await open();

    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: "/opening", code: "no_time_to_pick" }]);
    const { rows } = await sql`select from meeting where case_id = ${people.cases[own()]}`.execute(db());
    expect(rows).toHaveLength(0);
  });

  test.each([
    ["a deadline that has passed", { answerBy: START.toISOString() }, "/answerBy"],
    ["a deadline too near the last day", { answerBy: "2026-03-19T08:00:00Z" }, "/answerBy"],
    ["a period of more than eight weeks", { untilOn: "2026-05-05" }, "/opening/untilOn"],
    ["a period that ends before it begins", { untilOn: "2026-03-08" }, "/opening/untilOn"],
  ])("is refused for %s", async (_what, more, pointer) => {
    const { status, body } = await open(more);

    expect(status).toBe(422);
    expect(body.errors[0].pointer).toBe(pointer);
  });

  test("shows in the preview what is sent", async () => {
    const { status, body } = await fk.post("/meeting-opening-previews", openingOf(people, wanted()));

    expect(status).toBe(200);
    expect(body.messages).toHaveLength(3);
    expect(body.messages[0].text).toContain("Från måndag 9 mars 2026");
  });
});

describe("the individual", () => {
  test("sees when all are free, at most every half hour, and nothing of who is busy", async () => {
    await book(NINE);
    const { body } = await open();
    const person = await invited(body.id);
    const answer = await person.get("/invitation/times");
    const tuesday = (await startsFor(person)).filter((startAt) => startAt.startsWith("2026-03-10"));

    expect(Object.keys(answer.body)).toEqual(["times", "hasMore"]);
    for (const time of answer.body.times) expect(Object.keys(time)).toEqual(["startAt", "endAt"]);
    expect(tuesday.slice(0, 3)).toEqual(["2026-03-10T07:00:00.000Z", TEN, "2026-03-10T09:30:00.000Z"]);
    expect((await person.get("/invitation")).body).toMatchObject({
      status: "offered",
      opening: { fromOn: "2026-03-09", untilOn: "2026-03-20" },
      alternatives: [],
      answerBy: ANSWER_BY,
    });
  });

  test("picks one: it is booked for all, answered, and in everybody's calendar", async () => {
    const { body: opened } = await open();
    await mailsTo(`individual-${own()}`, 1);
    const person = await invited(opened.id);
    const { status, body } = await pick(person, NINE);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "booked",
      startAt: NINE,
      opening: null,
      answer: { status: "accepted" },
    });
    expect(await taken(opened.id)).toBe(3);
    expect((await book(NINE)).status).toBe(409);
    const [mail] = await mailsTo(`individual-${own()}`, 2);
    expect(mail).toMatchObject({ subject: "Din tid är bokad" });
    expect(mail!.calendar?.content).toContain("DTSTART:20260310T080000Z");
    expect((await fk.get(`/meetings/${opened.id}`)).body).toMatchObject({
      timeVersion: 2,
      may: { move: true, cancel: true },
    });
  });

  test("picks the same time many times at once: that is once", async () => {
    const { body: opened } = await open();
    const person = await invited(opened.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => pick(person, NINE)));

    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const { body } = await fk.get(`/meetings/${opened.id}`);
    expect(body.timeVersion).toBe(2);
    expect(body.history.filter(({ kind }: never) => kind === "chosen")).toHaveLength(1);
    await mailsTo(`af-${pair}`, 2);
  });

  test("picks different times at once, on the page and by telephone: one is booked", async () => {
    const { body: opened } = await open();
    const person = await invited(opened.id);
    const starts = [NINE, TEN, "2026-03-11T08:00:00.000Z", "2026-03-12T08:00:00.000Z"];
    const answers = await Promise.all([
      ...starts.slice(1).map((startAt) => pick(person, startAt)),
      fk.post(`/meetings/${opened.id}/bookings`, { startAt: starts[0] }),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await taken(opened.id)).toBe(3);
  });

  test("is one of several who want the same time: one gets it, the others are told no more than that it is gone", async () => {
    const opened = [await open(), await open({ caseIndex: own(1) }), await open({ caseIndex: own(2) })];
    const persons = await Promise.all(opened.map(({ body }) => invited(body.id)));
    const answers = await Promise.all(persons.map((person) => pick(person, NINE)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const late = answers.findIndex(({ status }) => status === 409);
    expect(answers[late]!.body).toMatchObject({ code: "time_taken" });
    expect(JSON.stringify(answers[late]!.body)).not.toMatch(
      /reasons|alternatives|busy|forsakringskassan|[0-9a-f]{8}-/,
    );
    expect(await startsFor(persons[late]!)).not.toContain(NINE);
    expect((await pick(persons[late]!, TEN)).status).toBe(200);
  });

  test.each([
    ["before the period", "2026-03-06T08:00:00.000Z"],
    ["after the period", "2026-03-23T08:00:00.000Z"],
    ["outside working hours", "2026-03-10T18:00:00.000Z"],
    ["off the quarter", "2026-03-10T08:05:00.000Z"],
  ])("can't pick a time %s", async (_which, startAt) => {
    const { body } = await open();

    expect((await pick(await invited(body.id), startAt)).body).toMatchObject({ code: "time_taken" });
    expect(await taken(body.id)).toBe(0);
  });

  test("picks from a page left open: what has come too near since can't be had, the rest can", async () => {
    const { body } = await open();
    now = new Date("2026-03-09T12:00:00Z");
    const person = await invited(body.id);

    expect((await pick(person, NINE)).body).toMatchObject({ code: "time_taken" });
    expect((await startsFor(person))[0]).toBe("2026-03-11T07:00:00.000Z");
  });

  test("asks for another time, or picks one after all", async () => {
    const { body } = await open();
    const person = await invited(body.id);
    const wish = { weekdays: [4], partsOfDay: [], earliestOn: "2026-04-01", text: "مساءً" };
    const asked = await person.post("/invitation/answers", {
      timeVersion: 1,
      given: { answer: "other-time", wish },
    });

    expect(asked.body).toMatchObject({ status: "offered", answer: { status: "tentative" } });
    expect((await startsFor(person)).length).toBeGreaterThan(0);
    expect((await pick(person, NINE)).body).toMatchObject({
      status: "booked",
      answer: { status: "accepted" },
    });
  });

  test("declines what may be declined", async () => {
    const { body } = await open({ type: "omstallningsmote" });
    const person = await invited(body.id);
    const answered = await person.post("/invitation/answers", {
      timeVersion: 1,
      given: { answer: "declined" },
    });

    expect(answered.body).toMatchObject({ status: "offered", answer: { status: "declined" } });
  });

  test("of a meeting with a fixed time or alternatives has no times of their own to pick", async () => {
    const { body } = await book(NINE);
    const person = await invited(body.id);

    expect((await person.get("/invitation/times")).status).toBe(404);
    expect((await pick(person, TEN)).status).toBe(404);
  });
});

test("only who takes part reads the times, and records what the person said", async () => {
  const { body } = await open();
  const stranger = await running.signedIn("arbetsformedlingen", "af-0");
  const af = await signedIn("arbetsformedlingen");

  expect((await stranger.get(`/meetings/${body.id}/times`)).status).toBe(404);
  expect((await stranger.post(`/meetings/${body.id}/bookings`, { startAt: NINE })).status).toBe(404);
  expect(await startsFor(af, `/meetings/${body.id}/times`)).toContain(NINE);
  const { body: booked } = await af.post(`/meetings/${body.id}/bookings`, { startAt: NINE });
  expect(booked).toMatchObject({ status: "booked", startAt: NINE });
});

describe("at the deadline", () => {
  test("it ends: the person and the handläggare are told, and the office has it in its list", async () => {
    const { body: opened } = await open();
    await mailsTo(`individual-${own()}`, 1);
    const person = await invited(opened.id);
    expect((await fk.get("/drafts?limit=100")).body.items).toContainEqual(
      expect.objectContaining({
        meetingId: opened.id,
        state: "choosing",
        startAt: null,
        deadlineAt: ANSWER_BY,
      }),
    );
    now = new Date(ANSWER_BY);
    expect(await pick(await invited(opened.id), "2026-03-17T08:00:00.000Z")).toMatchObject({
      status: 410,
      body: { code: "offer_expired" },
    });
    await Promise.all([running.samtid.expireOffers(), running.samtid.expireOffers()]);

    fk = await signedIn("forsakringskassan");
    expect((await fk.get(`/meetings/${opened.id}`)).body).toMatchObject({
      status: "cancelled",
      cancellationReason: "offer_expired",
    });
    expect((await fk.get("/drafts?limit=100")).body.items).toContainEqual(
      expect.objectContaining({ meetingId: opened.id, state: "not_chosen" }),
    );
    expect((await person.get("/invitation/times")).status).toBeGreaterThanOrEqual(401);
    const [mail] = await mailsTo(`individual-${own()}`, 2);
    expect(mail).toMatchObject({ subject: "Sista dagen att välja en tid har varit" });
  });

  test("or before, it can be taken back: nothing can be picked then", async () => {
    const { body: opened } = await open();
    const person = await invited(opened.id);
    const path = `/meetings/${opened.id}/offer-withdrawals`;
    const { body } = await fk.post(path, {}, { "if-match": `"${opened.revision}"` });

    expect(body).toMatchObject({ status: "cancelled", cancellationReason: "offer_withdrawn" });
    expect((await pick(person, NINE)).status).toBe(409);
    expect((await person.get("/invitation")).body).toMatchObject({
      status: "expired",
      opening: { untilOn: expect.any(String) },
      answerBy: null,
    });
  });
});

describe("where the other agency's office wants to confirm", () => {
  const confirming = (is: boolean) =>
    sql`update office set confirms_meetings = ${is} where organisation_id = 'arbetsformedlingen'`.execute(
      db(),
    );
  beforeEach(() => confirming(true));
  afterAll(() => confirming(false));

  test("it is a draft that takes no time; confirmed, the person may pick", async () => {
    const { body: draft } = await open();
    expect(draft).toMatchObject({ status: "draft", opening: { fromOn: "2026-03-09" } });
    expect(await taken(draft.id)).toBe(0);
    const af = await signedIn("arbetsformedlingen");
    const [request] = await mailsTo(`af-${pair}`, 1);
    expect(request!.text).toContain("Från måndag 9 mars 2026 till fredag 20 mars 2026");
    const { body } = await af.post(
      `/meetings/${draft.id}/confirmations`,
      {},
      { "if-match": `"${draft.revision}"` },
    );

    expect(body).toMatchObject({ status: "offered", may: { choose: true } });
    expect((await pick(await invited(draft.id), NINE)).body).toMatchObject({ status: "booked" });
  });

  test("it can't be confirmed when there is nothing left to pick", async () => {
    const { body: draft } = await open();
    await absent(people.fk[pair]!, "2026-03-08T23:00:00Z", "2026-03-21T00:00:00Z");
    const af = await signedIn("arbetsformedlingen");
    const { status } = await af.post(
      `/meetings/${draft.id}/confirmations`,
      {},
      { "if-match": `"${draft.revision}"` },
    );

    expect(status).toBe(409);
    expect((await fk.get(`/meetings/${draft.id}`)).body.status).toBe("draft");
  });
});

test("what was picked is moved and cancelled like any meeting", async () => {
  const { body: opened } = await open();
  const person = await invited(opened.id);
  await pick(person, NINE);
  const { body: booked } = await fk.get(`/meetings/${opened.id}`);
  const moving = { startAt: "2026-03-24T09:00:00Z", durationMinutes: 60, mode: "video", place: null };
  const moved = await fk.post(`/meetings/${opened.id}/moves`, moving, { "if-match": `"${booked.revision}"` });
  expect(moved.body).toMatchObject({ status: "booked", startAt: "2026-03-24T09:00:00.000Z", timeVersion: 3 });
  expect((await person.get("/invitation")).body).toMatchObject({ status: "booked", movedSinceAnswer: true });
  const cancelling = [{ reason: "individual" }, { "if-match": `"${moved.body.revision}"` }] as const;
  await fk.post(`/meetings/${opened.id}/cancellations`, ...cancelling);
  expect((await person.get("/invitation")).body).toMatchObject({ status: "cancelled" });
  expect(await taken(opened.id)).toBe(0);
});
