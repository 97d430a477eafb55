import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instantAt, localDateOf } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { createApiBrowser, type ApiAnswer, type ApiBrowser } from "../../support/api-browser.ts";
import { createBookedTime } from "../../support/booked-time.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { offerOf } from "../../support/offer-meeting.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";
import { startServerPair, type ServerPair } from "../../support/server-pair.ts";

/** Half a minute when asked for (`SAMTID_STRESS_SECONDS=30`). */
const SECONDS = Number(process.env.SAMTID_STRESS_SECONDS ?? 8);
const PARALLEL = 500;
const POOL_SIZE = 20;
const HANDLAGGARE = 8;
const INDIVIDUALS = 30;
const DAYS = 5;
/** How long offers stand: some run out while 500 requests wait, some can be chosen from. */
const SHORTEST_OFFER_MS = 3_000;
const LONGEST_OFFER_MS = 60_000;

/** How far the clock of the process that ends offers is ahead of the servers'. */
let aheadMs = 0;
let composed: ComposedSamtid;
let people: SamplePeople;
let servers: ServerPair;
let staff: { fk: (readonly [ApiBrowser, ApiBrowser])[]; af: (readonly [ApiBrowser, ApiBrowser])[] };

beforeAll(async () => {
  composed = await composeSamtid({ now: () => new Date(Date.now() + aheadMs) });
  people = await insertSamplePeople(composed.samtid, {
    handlaggare: HANDLAGGARE,
    individuals: INDIVIDUALS,
  });
  servers = await startServerPair(composed.databaseUrl, POOL_SIZE);
  const signIn = (agency: string, prefix: string) =>
    Promise.all(people.fk.map((_, index) => servers.signedIn(agency, `${prefix}-${index}`)));
  staff = { fk: await signIn("forsakringskassan", "fk"), af: await signIn("arbetsformedlingen", "af") };
});
afterAll(async () => {
  await servers?.stop();
  await composed?.stop();
});

/** The same sequence of choices every time, though what they meet depends on who came first. */
let state = 7;
const dice = (sides: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * sides);
};
const query = () => composed.samtid.database.query();
const answers: Record<string, Record<number, number>> = {};

/** A quarter on some working day next week, or on a given one of those. */
const randomStart = (day = dice(DAYS)) => {
  const on = addWorkingDays(localDateOf(new Date()), 5 + day);
  return instantAt(on, 8 * 60 + 15 * dice(28)).toISOString();
};
const randomPeople = () => ({ pair: dice(HANDLAGGARE), caseIndex: dice(INDIVIDUALS) });
const server = () => dice(2);

/** Any meeting in a state, as somebody who takes part in it sees it. */
async function anyMeeting(status: string) {
  const { rows } = await sql<{ id: string; revision: number; fk: string }>`
    select m.id, m.revision, p.person_id as fk from meeting m
    join participant p on p.meeting_id = m.id and p.organisation_id = 'forsakringskassan' and p.left_at is null
    where m.status = ${status} order by random() limit 1`.execute(query());
  const [meeting] = rows;
  const browser = meeting && staff.fk[people.fk.indexOf(meeting.fk)]?.[server()];
  return browser && { ...meeting, browser, seen: { "if-match": `"${meeting.revision}"` } };
}

function planOf() {
  const { pair, caseIndex } = randomPeople();
  const {
    times: _times,
    answerBy: _answerBy,
    ...plan
  } = offerOf(people, {
    times: [],
    answerBy: "",
    pair,
    caseIndex,
  });
  return { browser: staff.fk[pair]![server()]!, plan };
}

let expiring: Promise<number> | undefined;

const OPERATIONS: Record<string, () => Promise<ApiAnswer | undefined>> = {
  async book() {
    const { browser, plan } = planOf();
    return browser.post("/meetings", { ...plan, startAt: randomStart() });
  },
  async hold() {
    const { browser, plan } = planOf();
    const answerBy = new Date(
      Date.now() + SHORTEST_OFFER_MS + dice(LONGEST_OFFER_MS - SHORTEST_OFFER_MS),
    ).toISOString();
    const times = [0, 1, 2].slice(dice(2)).map(randomStart);
    return browser.post("/meeting-offers", { ...plan, times, answerBy });
  },
  async choose() {
    const meeting = await anyMeeting("offered");
    if (!meeting) return undefined;
    const found = await composed.samtid.repositories.meetings.find(meeting.id);
    const heldTimeId = found?.heldTimes[dice(found.heldTimes.length)]?.id;
    return meeting.browser.post(`/meetings/${meeting.id}/choices`, { heldTimeId });
  },
  async chooseByLink() {
    const meeting = await anyMeeting("offered");
    const { meetings, links } = composed.samtid.repositories;
    const found = meeting && (await meetings.find(meeting.id));
    const individual = found?.participants.find(({ role }) => role === "individual");
    const token = individual && (await links.tokenFor(individual.id));
    if (!meeting || !found || !token) return undefined;
    const person = createApiBrowser(meeting.browser.origin);
    await person.post("/invitation-sessions", { token });
    return person.post("/invitation/choices", {
      heldTimeId: found.heldTimes[dice(found.heldTimes.length)]?.id,
    });
  },
  async withdraw() {
    const meeting = await anyMeeting("offered");
    return meeting?.browser.post(`/meetings/${meeting.id}/offer-withdrawals`, {}, meeting.seen);
  },
  async expire() {
    // As the job does it: now and then, never twice at once in a process.
    await (expiring ??= composed.samtid.expireOffers().finally(() => (expiring = undefined)));
    return undefined;
  },
  async move() {
    const meeting = await anyMeeting("booked");
    const move = { startAt: randomStart(), durationMinutes: 60, mode: "video", place: null };
    return meeting?.browser.post(`/meetings/${meeting.id}/moves`, move, meeting.seen);
  },
  async swap() {
    const meeting = await anyMeeting("booked");
    const found = meeting && (await composed.samtid.repositories.meetings.find(meeting.id));
    const side = dice(2) ? "fk" : "af";
    const agency = side === "fk" ? "forsakringskassan" : "arbetsformedlingen";
    const leaving = found?.participants.find(({ organisationId }) => organisationId === agency);
    return meeting?.browser.post(
      `/meetings/${meeting.id}/swaps`,
      { participantId: leaving?.id, personId: people[side][dice(HANDLAGGARE)] },
      meeting.seen,
    );
  },
  async absence() {
    const browser = staff[dice(2) ? "fk" : "af"][dice(HANDLAGGARE)]![server()]!;
    const startAt = randomStart();
    const endAt = new Date(Date.parse(startAt) + 900_000).toISOString();
    const added = await browser.post("/absences", { startAt, endAt, title: null });
    return added.status === 201 ? browser.delete(`/absences/${added.body.id}`) : added;
  },
  async cancel() {
    const meeting = await anyMeeting("booked");
    return meeting?.browser.post(
      `/meetings/${meeting.id}/cancellations`,
      { reason: "individual" },
      meeting.seen,
    );
  },
};

/** What is done rarely, for it undoes what the others race for. */
const RARE = ["withdraw", "cancel"];
const names = Object.keys(OPERATIONS).flatMap((name) =>
  RARE.includes(name) ? [name] : Array.from({ length: 6 }, () => name),
);

/** Does one thing after another until the time is up. */
async function act(until: number): Promise<void> {
  while (Date.now() < until) {
    const name = names[dice(names.length)]!;
    const answer = await OPERATIONS[name]!();
    if (!answer) continue;
    const counts = (answers[name] ??= {});
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
  }
}

/** Holds without an open offer, and held times of open offers that don't take everybody's time. */
async function orphanedHolds(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select
      (select count(*) from occupancy o join held_time h on h.id = o.held_time_id join meeting m on m.id = h.meeting_id
        where h.state <> 'held' or m.status <> 'offered' or o.expires_at is distinct from m.answer_by)
      + (select count(*) from held_time h join meeting m on m.id = h.meeting_id
        where h.state = 'held' and (m.status <> 'offered' or m.answer_by > now() and
          (select count(*) from occupancy o where o.held_time_id = h.id) <> 3)) as count`.execute(query());
  return rows[0]!.count;
}

/** Pairs of times that take the same person at once, whatever for: asked without the constraint's help. */
async function overlaps(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from occupancy a join occupancy b
      on b.person_id = a.person_id and b.id > a.id and b.during && a.during`.execute(query());
  return rows[0]!.count;
}

test(
  `${PARALLEL} people book, hold, choose, swap, move, cancel and go away at once for ${SECONDS} s at two servers: nothing overlaps, nothing is left behind`,
  { timeout: (SECONDS + 90) * 1_000 },
  async () => {
    const until = Date.now() + SECONDS * 1_000;
    await Promise.all(Array.from({ length: PARALLEL }, () => act(until)));
    const bookedTime = createBookedTime(composed.samtid);
    expect(await orphanedHolds()).toBe(0);
    aheadMs = LONGEST_OFFER_MS;
    await composed.samtid.expireOffers();

    process.stdout.write(`${JSON.stringify(answers)}\n`);
    const statuses = new Set(Object.values(answers).flatMap((counts) => Object.keys(counts).map(Number)));
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    for (const operation of ["book", "hold"]) expect(answers[operation]).toHaveProperty("201");
    expect(await overlaps()).toBe(0);
    expect(await bookedTime.doubleBookings()).toBe(0);
    const { rows: left } = await sql`select from occupancy where held_time_id is not null`.execute(query());
    expect(left).toEqual([]);
    expect(await bookedTime.wronglyOccupied()).toBe(0);
    const { rows } = await sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`.execute(query());
    expect(rows).toEqual([{ deadlocks: 0 }]);
  },
);
