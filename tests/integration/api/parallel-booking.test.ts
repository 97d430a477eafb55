import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localDateOf, instantAt } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import type { ApiAnswer, ApiBrowser } from "../../support/api-browser.ts";
import { createBookedTime } from "../../support/booked-time.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";
import { startServerPair, type ServerPair } from "../../support/server-pair.ts";

const PARALLEL = 200;
const POOL_SIZE = 20;
const HANDLAGGARE = 8;
const WARM_UP_ROUNDS = 10;

let composed: ComposedSamtid;
let people: SamplePeople;
let servers: ServerPair;
let browsers: (readonly [ApiBrowser, ApiBrowser])[];
let bookedTime: ReturnType<typeof createBookedTime>;

beforeAll(async () => {
  composed = await composeSamtid();
  people = await insertSamplePeople(composed.samtid, { handlaggare: HANDLAGGARE, individuals: 40 });
  bookedTime = createBookedTime(composed.samtid);
  servers = await startServerPair(composed.databaseUrl, POOL_SIZE);
  browsers = await Promise.all(
    people.fk.map((_, index) => servers.signedIn("forsakringskassan", `fk-${index}`)),
  );
  await warmUp();
});
afterAll(async () => {
  await servers?.stop();
  await composed?.stop();
});

/** The same sequence every time: what is tested is the order of the database, not of the test. */
function createDice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A working day well ahead; each test has a week of its own. */
const day = (week: number, workingDay = 0) =>
  addWorkingDays(localDateOf(new Date()), 5 * (week + 1) + workingDay);

interface Wish {
  readonly fk: number;
  readonly af: number;
  readonly individual: number;
  readonly startAt: Date;
  readonly durationMinutes: number;
}

const bookingOf = (wish: Wish) => ({
  caseId: people.cases[wish.individual],
  type: "gemensam_kartlaggning",
  startAt: wish.startAt.toISOString(),
  durationMinutes: wish.durationMinutes,
  mode: "video",
  place: null,
  handlaggare: [
    { organisationId: "forsakringskassan", personId: people.fk[wish.fk] },
    { organisationId: "arbetsformedlingen", personId: people.af[wish.af] },
  ],
  talkedWithIndividual: true,
  decisionCommunicatedOn: null,
  secrecyConsentOn: null,
  loosen: ["notice"],
  shortNotice: { reason: "persons_wish", text: null },
});

const partiesOf = ({ fk, af, individual }: Wish) => ({
  handlaggareIds: [people.fk[fk]!, people.af[af]!],
  caseId: people.cases[individual]!,
});
const timeOf = ({ startAt, durationMinutes }: Wish) => ({
  startAt: startAt.toISOString(),
  endAt: new Date(startAt.getTime() + durationMinutes * 60_000).toISOString(),
});

/** Every other request goes to the other process. */
const browserOf = (wish: Wish, index: number) => browsers[wish.fk]![index % 2]!;
const book = (wish: Wish, index: number) => browserOf(wish, index).post("/meetings", bookingOf(wish));

/** Opens the processes' connections and warms their code, as in a server that has run for a minute. */
async function warmUp() {
  const wishes = Array.from({ length: 40 }, (_, index) => ({
    fk: index % HANDLAGGARE,
    af: index % HANDLAGGARE,
    individual: index,
    startAt: instantAt(day(0, Math.floor(index / HANDLAGGARE)), "09:00"),
    durationMinutes: 60,
  }));
  for (let round = 0; round < WARM_UP_ROUNDS; round++) await Promise.all(wishes.map(book));
}

/** Sends all at once; prints what was answered and how long it took. */
async function race(
  name: string,
  requests: readonly ((index: number) => Promise<ApiAnswer>)[],
): Promise<ApiAnswer[]> {
  const waited: number[] = [];
  const answers = await Promise.all(
    requests.map(async (request, index) => {
      const from = performance.now();
      const answer = await request(index);
      waited.push(performance.now() - from);
      return answer;
    }),
  );
  waited.sort((a, b) => a - b);
  const percentile = (share: number) => Math.round(waited[Math.ceil(share * waited.length) - 1]!);
  const counts = Object.entries(countBy(answers)).map(([status, count]) => `${count} × ${status}`);
  process.stdout.write(
    `${name}: ${counts.join(", ")}; p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms\n`,
  );
  return answers;
}

function countBy(answers: readonly ApiAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test("200 bookings of one handläggare's hour at once: one is booked, the rest get times that are free", async () => {
  const dice = createDice(1);
  const wishes = Array.from({ length: PARALLEL }, () => ({
    fk: 0,
    af: dice(HANDLAGGARE),
    individual: dice(people.cases.length),
    startAt: instantAt(day(1), "10:00"),
    durationMinutes: 60,
  }));
  const before = await bookedTime.countBooked();
  const answers = await race(
    "one time, one handläggare",
    wishes.map((wish) => (index) => book(wish, index)),
  );

  expect(countBy(answers)).toEqual({ 201: 1, 409: PARALLEL - 1 });
  expect(await bookedTime.countBooked()).toBe(before + 1);
  for (const [index, { status, body }] of answers.entries()) {
    if (status === 201) continue;
    expect(body).toMatchObject({ code: "time_taken", alternatives: [{}, {}, {}] });
    for (const alternative of body.alternatives as { startAt: string; endAt: string }[])
      expect(await bookedTime.busyPersons(partiesOf(wishes[index]!), alternative)).toBe(0);
  }
  const refused = answers.findIndex(({ status }) => status === 409);
  const startAt = new Date((answers[refused]!.body.alternatives as { startAt: string }[])[0]!.startAt);
  expect((await book({ ...wishes[refused]!, startAt }, refused)).status).toBe(201);
});

test.each([
  { what: "one time", week: 2, days: 1, quarters: 1 },
  { what: "partly overlapping times", week: 3, days: 3, quarters: 24 },
])(
  "200 bookings with overlapping people at $what: nobody is in two meetings, and only the busy are refused",
  async ({ what, week, days, quarters }) => {
    const dice = createDice(week);
    const wishes = Array.from({ length: PARALLEL }, () => ({
      fk: dice(HANDLAGGARE),
      af: dice(HANDLAGGARE),
      individual: dice(people.cases.length),
      startAt: instantAt(day(week, dice(days)), 8 * 60 + 15 * dice(quarters)),
      durationMinutes: [45, 60, 90][dice(3)]!,
    }));
    const answers = await race(
      what,
      wishes.map((wish) => (index) => book(wish, index)),
    );

    expect(Object.keys(countBy(answers)).sort()).toEqual(["201", "409"]);
    expect(await bookedTime.doubleBookings()).toBe(0);
    expect(await bookedTime.wronglyOccupied()).toBe(0);
    for (const [index, { status }] of answers.entries()) {
      const wish = wishes[index]!;
      const busy = await bookedTime.busyPersons(partiesOf(wish), timeOf(wish));
      if (status === 201) expect(busy).toBe(3);
      else expect(busy).toBeGreaterThan(0);
    }
  },
);

test("200 bookings, moves and cancellations of the same people at once: nobody is in two meetings", async () => {
  const dice = createDice(4);
  const wish = (): Wish => ({
    fk: dice(HANDLAGGARE),
    af: dice(HANDLAGGARE),
    individual: dice(people.cases.length),
    startAt: instantAt(day(4, dice(3)), 8 * 60 + 15 * dice(24)),
    durationMinutes: 60,
  });
  const asked = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const booked = wish();
      return { wish: booked, answer: await book(booked, index) };
    }),
  );
  const meetings = asked.filter(({ answer }) => answer.status === 201);
  const requests = Array.from({ length: PARALLEL }, () => {
    const { wish: booked, answer } = meetings[dice(meetings.length)]!;
    const path = `/meetings/${answer.body.id}`;
    const seen = { "if-match": answer.headers.get("etag")! };
    const other = wish();
    const { durationMinutes } = other;
    const move = { startAt: other.startAt.toISOString(), durationMinutes, mode: "video", place: null };
    const commands = [
      (index: number) => book(other, index),
      (index: number) => browserOf(booked, index).post(`${path}/moves`, move, seen),
      (index: number) =>
        browserOf(booked, index).post(`${path}/cancellations`, { reason: "individual" }, seen),
    ];
    return commands[dice(commands.length)]!;
  });
  const answers = await race("bookings, moves and cancellations", requests);

  const counts = countBy(answers);
  for (const status of [200, 201, 409, 412]) expect(counts).toHaveProperty(String(status));
  expect(Object.keys(counts).every((status) => ["200", "201", "409", "412"].includes(status))).toBe(true);
  expect(await bookedTime.doubleBookings()).toBe(0);
  expect(await bookedTime.wronglyOccupied()).toBe(0);
});

test("one command sent 50 times at once to both processes: one meeting, told to everyone who asked", async () => {
  const wish = { fk: 0, af: 0, individual: 0, startAt: instantAt(day(5), "10:00"), durationMinutes: 60 };
  const before = await bookedTime.countBooked();
  const answers = await race(
    "one command",
    Array.from({ length: 50 }, (_, index) => () => {
      const browser = browsers[0]![index % 2]!;
      return browser.post("/meetings", bookingOf(wish), { "idempotency-key": "same" });
    }),
  );
  expect(countBy(answers)).toEqual({ 201: 50 });
  expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
  expect(await bookedTime.countBooked()).toBe(before + 1);
});

test("after all of this the database has seen no deadlock", async () => {
  // A connection's counts are surely written when it has ended.
  await servers.stop();
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(
    composed.samtid.database.query(),
  );
  expect(rows).toEqual([{ deadlocks: 0 }]);
});
