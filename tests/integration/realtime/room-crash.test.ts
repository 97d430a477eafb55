import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { compose, type Samtid } from "../../../server/compose.ts";
import { readConfig } from "../../../server/platform/config.ts";
import { migrateToLatest } from "../../../server/platform/database/migrate.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { severalAtOnce } from "../../../server/platform/several-at-once.ts";
import { systemClock } from "../../../server/platform/system-clock.ts";
import { startKillablePostgres, type KillablePostgres } from "../../bench/kills/killable-postgres.ts";
import { startRedis, type TestRedis } from "../../support/redis.ts";
import { SHARED_SECRETS } from "../../support/composed-samtid.ts";
import {
  createSitter,
  insertInvitees,
  startNodes,
  type ClusterNode,
  type Sitter,
} from "../../support/room-cluster.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";

/** Three people each: 501 in all. */
const MEETINGS = 167;
const WITHIN_MS = 7_000;
const LONGER_THAN_A_LEASE_MS = 6_500;
let dataDir: string;
let postgres: KillablePostgres;
let redis: TestRedis;
let samtid: Samtid;
let nodes: ClusterNode[];
let sitters: Sitter[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "samtid-room-crash-"));
  [postgres, redis] = await Promise.all([startKillablePostgres(dataDir), startRedis()]);
  const databaseUrl = postgres.url;
  await migrateToLatest(databaseUrl);
  const config = readConfig({
    NODE_ENV: "test",
    MAIL_FROM: "Samtid <samtid@example.test>",
    ...SHARED_SECRETS,
  });
  samtid = compose({ config, databaseUrl, clock: systemClock, logger: createLogger("silent") });
  const people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
  const shared = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    DATABASE_POOL_SIZE: "12",
    DATA_DIR: dataDir,
  };
  const [started, invitees] = await Promise.all([
    startNodes(3, { ...shared, LOG_LEVEL: "info" }),
    insertInvitees(samtid, people, MEETINGS),
  ]);
  nodes = started;
  sitters = invitees.map(createSitter);
  await samtid.database.pool.query(`
    create table seat_history (participant_id uuid, was text, state text);
    create function keep_history() returns trigger language plpgsql as $$
    begin
      insert into seat_history values (new.participant_id, old.state, new.state);
      return null;
    end $$;
    create trigger history after update of state on seat for each row
      when (old.state is distinct from new.state) execute function keep_history()`);
  await severalAtOnce(60, [...sitters.entries()], ([nth, sitter]) => sitter.sitAt(nodeOf(nth).origin));
  await severalAtOnce(
    40,
    sitters.filter(({ isHost }) => isHost),
    async (host) => {
      const invited = sitters.find(({ meetingId, isHost }) => !isHost && meetingId === host.meetingId)!;
      await host.admit(invited.participantId);
    },
  );
}, 180_000);
afterAll(async () => {
  sitters?.forEach((sitter) => sitter.close());
  await Promise.all((nodes ?? []).map((node) => node.kill()));
  await samtid?.database.close();
  await redis?.stop();
  await postgres?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Half sit at the first, a quarter at each of the others. */
const nodeOf = (nth: number) => nodes[nth % 2 === 0 ? 0 : nth % 4 === 1 ? 1 : 2]!;
const rowsOf = async <T>(sql: string) => (await samtid.database.pool.query(sql)).rows as T[];
const states = async () => {
  const rows = await rowsOf<{ state: string; n: number }>(
    "select state, count(*)::integer as n from seat group by state",
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};
const forgetHistory = () => rowsOf("truncate seat_history");
/** How many went from which state to which, and how many of them more than once. */
const history = async () => {
  const rows = await rowsOf<{ what: string; people: number; times: number }>(`
    select was || ' → ' || state as what, count(distinct participant_id)::integer as people, count(*)::integer as times
    from seat_history group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ what, people, times }) => [what, [people, times]]));
};
/** Resolves when as many as said are in a state; tells after how many milliseconds. */
const until = async (expected: Record<string, number>, patienceMs = 30_000): Promise<number> => {
  const from = performance.now();
  await vi.waitFor(async () => expect(await states()).toEqual(expected), {
    timeout: patienceMs,
    interval: 50,
  });
  return performance.now() - from;
};
const EVERYBODY = MEETINGS * 3;

test("all three of every meeting are in the call to begin with", async () => {
  expect(await states()).toEqual({ in_call: EVERYBODY });
});

test("when a server with half of all is killed they are known as lost within 7 s, once each, and all who come back sit where they sat", async () => {
  const lost = sitters.filter((_sitter, nth) => nth % 2 === 0);
  await forgetHistory();

  const killedAt = performance.now();
  await nodes[0]!.kill();
  lost.forEach((sitter) => sitter.close());
  await until({ in_call: EVERYBODY - lost.length, reconnecting: lost.length });
  const seconds = (performance.now() - killedAt) / 1000;
  expect(await history()).toEqual({ "in_call → reconnecting": [lost.length, lost.length] });
  expect(seconds * 1000).toBeLessThan(WITHIN_MS);

  await severalAtOnce(60, [...lost.entries()], ([nth, sitter]) => sitter.sitAt(nodes[1 + (nth % 2)]!.origin));
  await until({ in_call: EVERYBODY });
  expect(await history()).toEqual({
    "in_call → reconnecting": [lost.length, lost.length],
    "reconnecting → in_call": [lost.length, lost.length],
  });
  expect(sitters.flatMap(({ refusals }) => refusals)).toEqual([]);
});

test("a server that is frozen gives its people up within 7 s, and takes them back when it goes on", async () => {
  const frozen = nodes[1]!;
  const its = await peopleAt(frozen);
  await forgetHistory();
  const from = performance.now();
  frozen.freeze();
  await until({ in_call: EVERYBODY - its, reconnecting: its });
  expect(performance.now() - from).toBeLessThan(WITHIN_MS);
  expect(await history()).toEqual({ "in_call → reconnecting": [its, its] });
  frozen.thaw();

  await until({ in_call: EVERYBODY });
  expect(await peopleAt(frozen)).toBe(its);
});

test("when Redis is restarted nobody loses the seat", async () => {
  await forgetHistory();
  await redis.restart();
  await otherNodesSee(sitters[0]!);

  expect(await states()).toEqual({ in_call: EVERYBODY });
});

test("when the database is away for longer than a lease nobody loses the seat, and rooms go on", async () => {
  await forgetHistory();
  await postgres.killAndRecover(LONGER_THAN_A_LEASE_MS);
  await vi.waitFor(async () => expect(await states()).toEqual({ in_call: EVERYBODY }), { timeout: 20_000 });
  await otherNodesSee(sitters[0]!);
  const beats = async () =>
    (await rowsOf<{ at: Date }>("select max(renewed_at) as at from node"))[0]!.at.getTime();
  const from = await beats();
  await vi.waitFor(async () => expect((await beats()) - from).toBeGreaterThan(LONGER_THAN_A_LEASE_MS), {
    timeout: 20_000,
    interval: 200,
  });

  expect(await states()).toEqual({ in_call: EVERYBODY });
});

/** How many sit at a server. */
async function peopleAt({ origin }: ClusterNode): Promise<number> {
  const nodeIds = await rowsOf<{ node_id: string; n: number }>(
    "select node_id, count(*)::integer as n from seat where state = 'in_call' group by node_id",
  );
  const one = sitters.find((sitter) => sitter.at() === origin)!;
  const [seat] = await rowsOf<{ node_id: string }>(
    `select node_id from seat where participant_id = '${one.participantId}'`,
  );
  return nodeIds.find(({ node_id }) => node_id === seat!.node_id)!.n;
}

/** Somebody leaves and comes back, which the others of the meeting are shown whichever server they are at. */
async function otherNodesSee(leaver: Sitter): Promise<void> {
  const others = sitters.filter((each) => each.meetingId === leaver.meetingId && each !== leaver);
  const origin = leaver.at()!;
  const seen = (state: string) =>
    vi.waitFor(
      () => {
        for (const other of others)
          expect(
            other.room()!.seats.find(({ participantId }) => participantId === leaver.participantId)?.state,
          ).toBe(state);
      },
      { timeout: 20_000 },
    );
  leaver.close();
  await seen("reconnecting");
  await leaver.sitAt(origin);
  await seen("in_call");
}
