import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ApiBrowser } from "../../support/api-browser.ts";
import { eventually } from "../../support/eventually.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { offerMeeting, offerOf, type WantedOffer } from "../../support/offer-meeting.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const DEADLINE = "2026-03-02T08:30:00.000Z";
const TIMES = ["2026-03-10T09:00:00.000Z", "2026-03-11T09:00:00.000Z", "2026-03-12T13:00:00.000Z"];

/** Each test has handläggare and two cases of its own. */
const TESTS = 30;

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
const own = () => 2 * (pair - 1);
const wanted = (more: Partial<WantedOffer> = {}): WantedOffer => ({
  times: TIMES,
  answerBy: DEADLINE,
  pair,
  caseIndex: own(),
  ...more,
});
const offer = (more: Partial<WantedOffer> = {}) => offerMeeting(fk, people, wanted(more));
const invited = (meetingId: string) => openInvitation(running.samtid, running.origin, meetingId);
const expire = (at = DEADLINE) => {
  now = new Date(at);
  return running.samtid.expireOffers();
};

/** Books an hour with any of the sample handläggare; gives the status. */
async function book(startAt: string, who: { fk?: number; af?: number; caseIndex?: number } = {}) {
  const { times: _times, answerBy: _answerBy, ...plan } = offerOf(people, wanted());
  const handlaggare = [
    { organisationId: "forsakringskassan", personId: people.fk[who.fk ?? pair] },
    { organisationId: "arbetsformedlingen", personId: people.af[who.af ?? pair] },
  ];
  const caseId = people.cases[who.caseIndex ?? own() + 1];
  return fk.post("/meetings", { ...plan, handlaggare, caseId, startAt });
}

/** Time taken by holds or meetings of this test's handläggare and individuals. */
const takenRows = async () => {
  const { rows } = await sql<{ kind: string; count: number }>`
    select case when held_time_id is null then 'meeting' else 'hold' end as kind, count(*) from occupancy
    where person_id in (${people.fk[pair]}, ${people.af[pair]},
      (select individual_id from cooperation_case where id = ${people.cases[own()]}))
    group by 1`.execute(db());
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
};
const mailsTo = async (recipient: string) =>
  (await running.catcher.list()).filter(({ to }) => to.includes(`${recipient}@example.test`));
const individual = () => `individual-${own()}`;
const individualsMails = (count: number) =>
  vi.waitFor(
    async () => {
      const mails = await mailsTo(individual());
      expect(mails).toHaveLength(count);
      return mails;
    },
    { timeout: 15_000 },
  );

describe("three offered times", () => {
  test("are all held for everyone who must come: nobody else gets any of them", async () => {
    const { status, body } = await offer();

    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "offered", startAt: TIMES[0], answerBy: DEADLINE });
    expect(body.heldTimes.map(({ startAt, state }: never) => [startAt, state])).toEqual(
      TIMES.map((startAt) => [startAt, "held"]),
    );
    expect(await takenRows()).toEqual({ hold: 9 });
    for (const startAt of TIMES) {
      expect((await book(startAt, { af: 0 })).status).toBe(409);
      expect((await book(startAt, { fk: 0 })).status).toBe(409);
      expect((await book(startAt, { fk: 0, af: 0, caseIndex: own() })).status).toBe(409);
    }
  });

  test("are sought in vain by others, whom the refusal gives times that are free", async () => {
    await offer();
    const { body } = await book(TIMES[0]!, { af: 0 });

    expect(body).toMatchObject({ code: "time_taken", taken: [TIMES[0]] });
    for (const { startAt } of body.alternatives as { startAt: string }[])
      expect(TIMES).not.toContain(startAt);
  });

  test("one of which is taken are not offered at all, and the refusal says which it is", async () => {
    expect((await book(TIMES[1]!)).status).toBe(201);
    const { status, body } = await offer();

    expect(status).toBe(409);
    expect(body).toMatchObject({ code: "time_taken", taken: [TIMES[1]] });
    expect(await takenRows()).toEqual({ meeting: 2 });
  });

  test("with the same idempotency key twice are one offer", async () => {
    const key = { "idempotency-key": `offer-${pair}` };
    const [one, other] = [
      await fk.post("/meeting-offers", offerOf(people, wanted()), key),
      await fk.post("/meeting-offers", offerOf(people, wanted()), key),
    ];
    expect(other.body.id).toBe(one.body.id);
    expect(await takenRows()).toEqual({ hold: 9 });
  });

  test.each([
    ["a single time", { times: TIMES.slice(0, 1) }, "/times"],
    ["times that overlap", { times: [TIMES[0]!, "2026-03-10T09:30:00Z"] }, "/times"],
    ["a time that has passed", { times: [TIMES[0]!, "2026-03-02T07:00:00Z"] }, "/times/1"],
    ["a deadline that has passed", { answerBy: START.toISOString() }, "/answerBy"],
    ["a deadline when the first time begins", { answerBy: TIMES[0]! }, "/answerBy"],
  ])("with %s are refused", async (_what, more, pointer) => {
    const { status, body } = await offer(more);

    expect(status).toBe(422);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  test("are told to all without a calendar entry, listed with the deadline, as the preview said", async () => {
    const preview = await fk.post("/meeting-offer-previews", offerOf(people, wanted()));
    await offer();
    const [mail] = await individualsMails(1);

    expect(mail!.calendar).toBeUndefined();
    const { subject, text } = preview.body.messages[0] as { subject: string; text: string };
    expect(mail!.subject).toBe(subject);
    for (const line of ["tisdag 10 mars 2026, 10.00–11.00", "torsdag 12 mars 2026, 14.00–15.00"])
      expect(text).toContain(line);
    expect(text).toMatch(/Svara senast.*måndag 2 mars 2026, 09\.30/s);
    expect(text).not.toMatch(/kartläggning|Individ|Handläggare \d/);
  });

  test("can't be moved, cancelled or entered, but handed over, and answered only with what doesn't suit", async () => {
    const { body } = await offer();
    const path = `/meetings/${body.id}`;
    const seen = { "if-match": `"${body.revision}"` };
    const move = { startAt: TIMES[0], durationMinutes: 60, mode: "video", place: null };

    expect((await fk.post(`${path}/cancellations`, { reason: "individual" }, seen)).status).toBe(409);
    expect((await fk.post(`${path}/moves`, { ...move, startAt: "2026-03-13T09:00:00Z" }, seen)).status).toBe(
      409,
    );
    expect(body.may).toEqual({
      move: false,
      cancel: false,
      swap: true,
      invite: false,
      choose: true,
      withdraw: true,
      confirm: false,
      retract: false,
      recordAnswer: true,
      enterRoom: false,
      openCase: true,
    });
    const person = await invited(body.id);
    expect(
      (await person.post("/invitation/answers", { timeVersion: 1, given: { answer: "accepted" } })).status,
    ).toBe(422);
    const wish = { weekdays: [], partsOfDay: [], earliestOn: null, text: "Helst i april" };
    const answered = await person.post("/invitation/answers", {
      timeVersion: 1,
      given: { answer: "other-time", wish },
    });
    expect(answered.body).toMatchObject({ status: "offered", answer: { status: "tentative" } });
    expect(await takenRows()).toEqual({ hold: 9 });
    await running.samtid.planReminders();
    expect((await fk.get(path)).body.messages.every(({ kind }: never) => kind === "offer")).toBe(true);
  });

  test("stand in the handläggare's feed, each as tentative", async () => {
    await offer();
    const { address } = (await fk.post("/feeds", { label: "Min" })).body as { address: string };
    const read = async () => (await fetch(address)).text();
    const feed = await read();

    expect(feed.match(/^STATUS:TENTATIVE/gm)).toHaveLength(3);
    expect(new Set(feed.match(/^UID:.*$/gm)).size).toBe(3);
    await expire();
    expect(await read()).not.toContain("STATUS:TENTATIVE");
  });
});

describe("choosing", () => {
  test("books the time, frees the others at once, and invites everybody with a calendar entry", async () => {
    const { body: offered } = await offer();
    await individualsMails(1);
    const person = await invited(offered.id);
    const { alternatives } = (await person.get("/invitation")).body as { alternatives: { id: string }[] };
    expect(alternatives).toHaveLength(3);
    const { status, body } = await person.post("/invitation/choices", { heldTimeId: alternatives[1]!.id });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "booked",
      startAt: TIMES[1],
      alternatives: [],
      answerBy: null,
      answer: { status: "accepted" },
      movedSinceAnswer: false,
    });
    expect(await takenRows()).toEqual({ meeting: 3 });
    for (const startAt of [TIMES[0]!, TIMES[2]!]) expect((await book(startAt)).status).toBe(201);
    expect((await book(TIMES[1]!)).status).toBe(409);
    const { body: meeting } = await fk.get(`/meetings/${offered.id}`);
    expect(meeting).toMatchObject({ timeVersion: 2, status: "booked", startAt: TIMES[1] });
    expect(meeting.heldTimes.map(({ state }: never) => state)).toEqual(["released", "chosen", "released"]);
    const [mail] = await individualsMails(2);
    expect(mail!.subject).toBe("Din tid är bokad");
    expect(mail!.calendar?.content).toContain("METHOD:REQUEST");
    await eventually(async () => {
      const entries = (await mailsTo(`af-${pair}`)).map(({ calendar }) => calendar?.content ?? "");
      expect(entries.some((entry) => entry.includes("DTSTART:20260311T090000Z"))).toBe(true);
    });
  });

  test("the same time twice, also at once, is choosing once", async () => {
    const { body: offered } = await offer();
    const person = await invited(offered.id);
    const choice = { heldTimeId: offered.heldTimes[0].id };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => person.post("/invitation/choices", choice)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const { body } = await fk.get(`/meetings/${offered.id}`);
    expect(body.timeVersion).toBe(2);
    expect(body.history.filter(({ kind }: never) => kind === "chosen")).toHaveLength(1);
  });

  test("two different times at once, by the individual and on the telephone, gives one of them", async () => {
    const { body: offered } = await offer();
    const person = await invited(offered.id);
    const af = await running.signedIn("arbetsformedlingen", `af-${pair}`);
    const choice = (index: number) => ({ heldTimeId: offered.heldTimes[index].id });
    const answers = await Promise.all([
      person.post("/invitation/choices", choice(0)),
      af.post(`/meetings/${offered.id}/choices`, choice(1)),
      fk.post(`/meetings/${offered.id}/choices`, choice(2)),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await takenRows()).toEqual({ meeting: 3 });
  });

  test("after the deadline, before and after the job came by, is refused kindly", async () => {
    const { body: offered } = await offer();
    const person = await invited(offered.id);
    const choose = () => person.post("/invitation/choices", { heldTimeId: offered.heldTimes[0].id });
    now = new Date(DEADLINE);
    expect(await choose()).toMatchObject({ status: 410, body: { code: "offer_expired" } });
    await expire();
    expect(await choose()).toMatchObject({ status: 410, body: { code: "offer_expired" } });
    expect((await person.get("/invitation")).body).toMatchObject({ status: "expired", alternatives: [] });
    expect(await takenRows()).toEqual({});
  });

  test("a time of somebody else's offer is refused, as if it didn't exist", async () => {
    const { body: mine } = await offer({ times: TIMES.slice(0, 2) });
    const late = ["2026-03-17T09:00:00Z", "2026-03-18T09:00:00Z"];
    const { body: other } = await offer({ times: late, caseIndex: own() + 1 });
    const person = await invited(mine.id);
    const { status } = await person.post("/invitation/choices", { heldTimeId: other.heldTimes[0].id });

    expect(status).toBe(404);
  });

  test("after answering that none suits is still possible", async () => {
    const { body: offered } = await offer();
    const person = await invited(offered.id);
    const wish = { weekdays: [], partsOfDay: [], earliestOn: null, text: null };
    await person.post("/invitation/answers", { timeVersion: 1, given: { answer: "other-time", wish } });
    const { body } = await person.post("/invitation/choices", { heldTimeId: offered.heldTimes[2].id });

    expect(body).toMatchObject({ status: "booked", startAt: TIMES[2], answer: { status: "accepted" } });
  });
});

describe("an individual who is called, not mailed,", () => {
  /** Their calls to make: what each is about, and what has become of it. */
  const calls = async (meetingId: string) => {
    const { messages } = (await fk.get(`/meetings/${meetingId}`)).body as {
      messages: { kind: string; channel: string; state: string }[];
    };
    const made = messages.filter(({ channel }) => channel === "telephone");
    return Object.fromEntries(made.map(({ kind, state }) => [kind, state]));
  };
  const offerByTelephone = async () => {
    await sql`update individual set email = null
      where person_id = (select individual_id from cooperation_case where id = ${people.cases[own()]})`.execute(
      db(),
    );
    const { body } = await offer();
    expect(await calls(body.id)).toEqual({ offer: "to_do" });
    return body;
  };
  const haveCalled = async (meetingId: string) => {
    const { messages } = (await fk.get(`/meetings/${meetingId}`)).body as {
      messages: { id: string; state: string }[];
    };
    const messageId = messages.find(({ state }) => state === "to_do")!.id;
    expect((await fk.post(`/meetings/${meetingId}/calls`, { messageId })).status).toBe(200);
  };
  const withdraw = ({ id, revision }: { id: string; revision: number }) =>
    fk.post(`/meetings/${id}/offer-withdrawals`, {}, { "if-match": `"${revision}"` });

  test("and chooses on the telephone need not be called again", async () => {
    const offered = await offerByTelephone();
    await fk.post(`/meetings/${offered.id}/choices`, { heldTimeId: offered.heldTimes[0].id });

    expect(await calls(offered.id)).toEqual({ offer: "superseded", invitation: "done" });
  });

  test("and chooses through the link has it confirmed by a call", async () => {
    const offered = await offerByTelephone();
    const person = await invited(offered.id);
    await person.post("/invitation/choices", { heldTimeId: offered.heldTimes[0].id });

    expect(await calls(offered.id)).toEqual({ offer: "superseded", invitation: "to_do" });
  });

  test("but never was, is not called about an offer that has expired or is withdrawn", async () => {
    const expired = await offerByTelephone();
    await expire();
    expect(await calls(expired.id)).toEqual({ offer: "superseded" });
    now = START;
    const withdrawn = await offerByTelephone();
    await withdraw(withdrawn);
    expect(await calls(withdrawn.id)).toEqual({ offer: "superseded" });
  });

  test("and has been told of the offer, is to be told of its end", async () => {
    const offered = await offerByTelephone();
    await haveCalled(offered.id);
    await withdraw(offered);
    expect(await calls(offered.id)).toEqual({ offer: "done", offer_withdrawn: "to_do" });
  });
});

test("when none of the times suits, the next search goes by what the individual wished, the latest time", async () => {
  const { body: offered } = await offer();
  const person = await invited(offered.id);
  const search = {
    caseId: people.cases[own()],
    type: "gemensam_kartlaggning",
    sides: [
      { organisationId: "forsakringskassan", handlaggareIds: [people.fk[pair]] },
      { organisationId: "arbetsformedlingen", handlaggareIds: [people.af[pair]] },
    ],
    durationMinutes: 60,
    fromOn: "2026-03-09",
    toOn: "2026-03-27",
    order: "best",
  };
  const firstStart = async (more = {}) => {
    const { status, body } = await fk.post("/free-time-searches", { ...search, ...more });
    expect(status).toBe(200);
    return body.times[0].startAt as string;
  };
  const wish = async (wished: { weekdays: number[]; partsOfDay: string[]; earliestOn: string | null }) => {
    const given = { answer: "other-time", wish: { ...wished, text: null } };
    expect((await person.post("/invitation/answers", { timeVersion: 1, given })).status).toBe(200);
  };

  await wish({ weekdays: [4], partsOfDay: ["afternoon"], earliestOn: "2026-03-13" });
  expect(await firstStart()).toBe("2026-03-19T11:00:00.000Z");
  expect(await firstStart({ loosen: ["preference"] })).toBe("2026-03-19T11:00:00.000Z");
  await wish({ weekdays: [2], partsOfDay: [], earliestOn: null });
  expect(await firstStart()).toBe("2026-03-10T07:00:00.000Z");
  await wish({ weekdays: [], partsOfDay: [], earliestOn: null });
  expect(await firstStart()).toBe("2026-03-09T07:00:00.000Z");
});

describe("at the deadline", () => {
  test("the job frees everything, and tells those who knew of the offer, once", async () => {
    const { body: offered } = await offer();
    await individualsMails(1);
    await expire("2026-03-02T08:29:59.999Z");
    expect(await takenRows()).toEqual({ hold: 9 });
    await Promise.all([expire(), expire()]);
    await expire();

    expect(await takenRows()).toEqual({});
    const { body } = await fk.get(`/meetings/${offered.id}`);
    expect(body).toMatchObject({ status: "cancelled", cancellationReason: "offer_expired" });
    expect(body.heldTimes.map(({ state }: never) => state)).toEqual(["expired", "expired", "expired"]);
    expect(body.history.filter(({ kind }: never) => kind === "offer_expired")).toHaveLength(1);
    const [mail] = await individualsMails(2);
    expect(mail!.subject).toBe("Tiderna du kunde välja mellan är inte kvar");
    expect(mail!.calendar).toBeUndefined();
  });

  test("who writes those people's time clears the holds, though no job has run", async () => {
    await offer();
    now = new Date(DEADLINE);
    for (const startAt of TIMES) expect((await book(startAt)).status).toBe(201);
    // The individual's own three holds stand until the job has run, which it may do any minute by itself.
    expect(await takenRows()).toMatchObject({ meeting: 6 });
    await expire();
    expect(await takenRows()).toEqual({ meeting: 6 });
  });

  test("a server that died between hold and expiry leaves nothing behind: the next run ends its offers", async () => {
    await offer({ times: TIMES.slice(0, 2) });
    // What a process that was killed after clearing some of the holds would have left.
    await sql`delete from occupancy where person_id = ${people.fk[pair]}`.execute(db());
    await expire();
    expect(await takenRows()).toEqual({});
  });
});

describe("withdrawal", () => {
  test("frees everything, and tells those who knew; nothing can be chosen after it", async () => {
    const { body: offered } = await offer();
    await individualsMails(1);
    const path = `/meetings/${offered.id}/offer-withdrawals`;
    expect((await fk.post(path, {})).status).toBe(428);
    const { status, body } = await fk.post(path, {}, { "if-match": `"${offered.revision}"` });

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "cancelled", cancellationReason: "offer_withdrawn" });
    expect(await takenRows()).toEqual({});
    await individualsMails(2);
    const person = await invited(offered.id);
    const choice = { heldTimeId: offered.heldTimes[0].id };
    expect((await person.post("/invitation/choices", choice)).status).toBe(409);
    expect((await person.get("/invitation")).body.status).toBe("expired");
  });
});

test("a held time is in its own week of the handläggare's calendar, not only the first", async () => {
  const { body: offered } = await offer({ times: [TIMES[0]!, "2026-03-17T09:00:00.000Z"] });
  const week = await fk.get("/calendar?from=2026-03-16T00:00:00Z&to=2026-03-21T00:00:00Z");

  expect(week.body.meetings.map(({ id }: never) => id)).toEqual([offered.id]);
});
