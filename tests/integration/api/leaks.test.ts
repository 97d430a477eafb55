import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLogger } from "../../../server/platform/logger.ts";
import { inputsFor, valuesFor } from "../../support/leaks/calls.ts";
import { callEverything, readPost, readTrails, watchRoom, type Calls } from "../../support/leaks/collect.ts";
import { leaksIn, SECRETS, unseenIn, type Seen } from "../../support/leaks/secrets.ts";
import { buildLeakWorld, STARTS_AT, type LeakWorld } from "../../support/leaks/world.ts";
import { openInvitation } from "../../support/invited-browser.ts";
import { startSamtid, type RunningSamtid } from "../../support/running-samtid.ts";
import { insertSamplePeople, type SamplePeople } from "../../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const QUARTER_MS = 15 * 60_000;
/** Thousands of requests, on a machine that may have other things to do. */
const PATIENCE_MS = 600_000;

let now = START;
let running: RunningSamtid;
let people: SamplePeople;
let world: LeakWorld;
let calls: Calls;
const logged: string[] = [];
const seen: Seen[] = [];

beforeAll(async () => {
  running = await startSamtid({
    clock: { now: () => now },
    ownLogger: createLogger("trace", { write: (line) => void logged.push(line) }),
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 5, individuals: 0 });
    },
  });
  world = await buildLeakWorld(running, people);
  await waitForPost();
  for (const address of world.feedAddresses) {
    const text = (await (await fetch(address)).text()).replaceAll("\r\n ", "");
    seen.push({ reader: "feed", from: "feed", text });
  }
  const offices = await officesOf(running);
  calls = await callEverything(running, world, {
    inputs: inputsFor(world, people, offices),
    values: valuesFor(world, people, offices),
  });
  seen.push(...calls.seen);
  await waitForPost();
  seen.push(...(await readPost(running)), ...(await readTrails(running)));
  seen.push(...(await meet()));
  seen.push({ reader: "log", from: "log", text: logged.join("\n") });
}, PATIENCE_MS);
afterAll(() => running?.stop());

/** Until nothing is left to be sent. */
const waitForPost = () =>
  vi.waitFor(async () => expect(await running.samtid.repositories.messages.listDue(now, 1_000)).toEqual([]), {
    timeout: 60_000,
  });

async function officesOf({ samtid }: RunningSamtid) {
  const rows = await samtid.database.query().selectFrom("office").select(["id", "name"]).execute();
  const idOf = (name: string) => rows.find((row) => row.name === name)!.id;
  return { fk: idOf("Kontor fk"), af: idOf("Kontor af") };
}

/** The protected person's meeting and the lobby before it, as those who take part see them. */
async function meet(): Promise<Seen[]> {
  const [, hidden] = world.ids.meetings;
  now = new Date(new Date(STARTS_AT.replace("09:00", "14:00")).getTime() - QUARTER_MS);
  const fk = await running.signedIn("forsakringskassan", "fk-1");
  const af = await running.signedIn("arbetsformedlingen", "af-0");
  const person = await openInvitation(running.samtid, running.origin, hidden!);
  return watchRoom(
    running,
    [
      ["fkColleague", fk],
      ["af", af],
      ["protectedIndividual", person],
    ],
    hidden!,
    [],
  );
}

test("nothing secret reached anybody who may not see it", () => {
  expect(leaksIn(seen)).toEqual([]);
});

test("every secret was there to be seen, by each who may see it", () => {
  expect(unseenIn(seen)).toEqual([]);
});

test("every operation that reads was answered to somebody", () => {
  const unanswered = calls.reading.filter((id) => ![...calls.statuses.get(id)!].some((each) => each < 300));
  expect(unanswered.map((id) => `${id} ${[...calls.statuses.get(id)!].sort().join(" ")}`)).toEqual([]);
});

test("no call failed by a fault of ours", () => {
  const faults = [...calls.statuses].filter(([, statuses]) => [...statuses].some((each) => each >= 500));
  expect(faults).toEqual([]);
});

test("each secret is a word of its own", () => {
  const words = Object.values(SECRETS).map(({ word }) => word.toLowerCase());
  expect(words.filter((word) => words.some((other) => other !== word && other.includes(word)))).toEqual([]);
});
