import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateToLatest } from "../../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../../server/platform/logger.ts";
import type { Invitee } from "../support/room-cluster.ts";
import { startRedis } from "../support/redis.ts";
import type { Bench, BenchRow } from "./measure.ts";
import { measureCrossNodes, type CrossNodes } from "./rooms/cross-nodes.ts";
import { measureIdleNode, type IdleNode } from "./rooms/idle-node.ts";
import { measureReturning, type Returning } from "./rooms/returning.ts";
import { gatherCrowd, type Crowd } from "./rooms/room-processes.ts";
import { fillRoomWorld } from "./rooms/room-world.ts";

const ROUNDS = 3;
const IDLE_SECONDS = 20;
/** Three sockets each. */
const CROSS_NODE_MEETINGS = 600;

type Tell = (line: string) => void;

/**
 * What rooms cost: people at rest at one server process, who comes to the lobby, two processes with either adapter, and all who sat at a
 * process that is killed coming back to two others. Clients are in processes of their own. Beside it, Socket.IO with nothing of ours.
 */
export const bench: Bench = async (tell, { sockets = "10000", returning = "5000" }) => {
  const crowd = await gatherCrowd();
  const meetings = Math.ceil(Number(sockets) / 3);
  try {
    const { bare, ours, cross } = await withWorld(meetings, async (databaseUrl, people) => {
      const some = people.slice(0, Number(sockets));
      const options = { rounds: ROUNDS, idleSeconds: IDLE_SECONDS, tell };
      tell("Socket.IO alone");
      const bare = await measureIdleNode(crowd, some, options);
      tell("Samtid");
      const ours = await measureIdleNode(crowd, some, { ...options, databaseUrl });
      const few = people.slice(0, 3 * Math.min(meetings, CROSS_NODE_MEETINGS));
      return { bare, ours, cross: await measureBothAdapters(crowd, few, databaseUrl, tell) };
    });
    tell("a server process is killed");
    const back = await withWorld(Math.ceil(Number(returning) / 2), (databaseUrl, people) =>
      measureReturning(crowd, people, { databaseUrl, tell }),
    );
    return [...idleRows(ours, bare), ...crossRows(cross, bare), ...returningRows(back)];
  } finally {
    await crowd.stop();
  }
};

async function measureBothAdapters(
  crowd: Crowd,
  people: readonly Invitee[],
  databaseUrl: string,
  tell: Tell,
) {
  tell("two processes, told by the database");
  const database = await measureCrossNodes(crowd, people, { databaseUrl, rounds: ROUNDS, tell });
  const redis = await startRedis();
  try {
    tell("two processes, told by Redis");
    const redisUrl = redis.url;
    return {
      database,
      redis: await measureCrossNodes(crowd, people, { databaseUrl, redisUrl, rounds: ROUNDS, tell }),
    };
  } finally {
    await redis.stop();
  }
}

async function withWorld<T>(
  meetings: number,
  measure: (databaseUrl: string, people: readonly Invitee[]) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-rooms-"));
  const postgres = await startEmbeddedPostgres({ dataDir, logger: createLogger("silent") });
  try {
    await migrateToLatest(postgres.url);
    return await measure(postgres.url, await fillRoomWorld(postgres.url, meetings));
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function rowsOf(name: string) {
  return (metric: string, unit: string, value: number, baseline: number | null = null): BenchRow => ({
    bench: "rooms",
    case: name,
    metric,
    unit,
    value,
    baseline,
  });
}

function idleRows(ours: IdleNode, bare: IdleNode): BenchRow[] {
  const idle = rowsOf("idle-sockets");
  const arrival = rowsOf("lobby-arrival");
  return [
    idle("sockets", "", ours.sockets),
    idle("kb_each", "kB", ours.residentKbEach, bare.residentKbEach),
    idle("heap_kb_each", "kB", ours.heapKbEach, bare.heapKbEach),
    idle("opened_s", "s", ours.openedSeconds, bare.openedSeconds),
    idle("cpu_percent", "%", ours.cpuPercent, bare.cpuPercent),
    idle("statements_per_s", "/s", ours.statementsPerSecond),
    arrival("p50_ms", "ms", ours.arrival.p50, bare.arrival.p50),
    arrival("p95_ms", "ms", ours.arrival.p95, bare.arrival.p95),
    arrival("server_cpu_ms", "ms", ours.arrivalCpuMs, bare.arrivalCpuMs),
  ];
}

function crossRows(cross: Readonly<Record<"database" | "redis", CrossNodes>>, bare: IdleNode): BenchRow[] {
  return (["database", "redis"] as const).flatMap((way) => {
    const row = rowsOf(`cross-node-${way}`);
    const { arrival, told } = cross[way];
    return [
      row("arrival_p95_ms", "ms", arrival.p95, bare.arrival.p95),
      row("told_p50_ms", "ms", told.p50),
      row("told_p95_ms", "ms", told.p95),
    ];
  });
}

function returningRows(back: Returning): BenchRow[] {
  const row = rowsOf("node-killed");
  return [
    row("returning", "", back.people),
    row("back_p50_s", "s", back.p50Seconds),
    row("back_p95_s", "s", back.p95Seconds),
    row("all_back_s", "s", back.lastSeconds),
    row("lost", "", back.lost),
    row("transitions_twice", "", back.twice),
  ];
}
