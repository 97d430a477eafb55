import { setTimeout as wait } from "node:timers/promises";
import type { Invitee } from "../../support/room-cluster.ts";
import { refuseRefusals } from "./cross-nodes.ts";
import { startNode, type Crowd, type Placed } from "./room-processes.ts";
import { timedRounds, type Timed } from "./timed-rounds.ts";

/** Of the individuals; the others are in the call. */
const SHARE_IN_LOBBY = 0.6;
const OPENED_AT_ONCE = 80;

/** What a server process full of idle people costs. */
export interface IdleNode {
  readonly sockets: number;
  readonly residentKbEach: number;
  readonly heapKbEach: number;
  readonly openedSeconds: number;
  readonly cpuPercent: number;
  readonly statementsPerSecond: number;
  /** With the others idle beside. */
  readonly arrival: Timed;
  /** What the server process works for one who leaves and arrives anew; whatever else the machine does. */
  readonly arrivalCpuMs: number;
}

/**
 * Fills one server process with people at rest, and then has those of the lobby leave and arrive anew, round after round.
 *
 * @param databaseUrl nothing for Socket.IO alone.
 */
export async function measureIdleNode(
  crowd: Crowd,
  people: readonly Invitee[],
  {
    databaseUrl,
    rounds,
    idleSeconds,
    tell,
  }: { databaseUrl?: string; rounds: number; idleSeconds: number; tell: (line: string) => void },
): Promise<IdleNode> {
  const node = await startNode(databaseUrl);
  try {
    const placed: Placed[] = people.map((invitee) => ({ invitee, origins: [node.origin] }));
    // What is loaded and compiled at the first use is not a connection's.
    const warmUp = placed.slice(0, Math.min(600, placed.length));
    await crowd.open(warmUp, OPENED_AT_ONCE);
    await crowd.close();
    await wait(2_000);
    const before = await node.state();
    const from = performance.now();
    await crowd.open(placed, OPENED_AT_ONCE);
    const openedSeconds = (performance.now() - from) / 1_000;
    const individuals = people.filter(({ isHost }) => !isHost).map(({ participantId }) => participantId);
    const inLobby = individuals.slice(0, Math.floor(individuals.length * SHARE_IN_LOBBY));
    await crowd.admit(individuals.slice(inLobby.length));
    await wait(2_000);
    const after = await node.state();
    const kbEach = (key: "residentBytes" | "heapBytes") => (after[key] - before[key]) / 1_024 / people.length;
    const idle = await usedIn(node, () => wait(idleSeconds * 1_000));
    tell(
      `${people.length} sockets opened in ${openedSeconds.toFixed(1)} s; resident ${mb(before.residentBytes)} → ${mb(after.residentBytes)}, heap ${mb(before.heapBytes)} → ${mb(after.heapBytes)}`,
    );
    const { cpuMs: cpuBefore } = await node.used();
    const arrival = await timedRounds(crowd, "arrive", { participantIds: inLobby, rounds, tell });
    const { cpuMs: cpuAfter } = await node.used();
    await refuseRefusals(crowd);
    return {
      sockets: people.length,
      residentKbEach: kbEach("residentBytes"),
      heapKbEach: kbEach("heapBytes"),
      openedSeconds,
      cpuPercent: idle.cpuPercent,
      statementsPerSecond: idle.statements / idleSeconds,
      arrival,
      arrivalCpuMs: (cpuAfter - cpuBefore) / (arrival.count * rounds),
    };
  } finally {
    await crowd.close();
    await node.stop();
  }
}

async function usedIn(node: Awaited<ReturnType<typeof startNode>>, work: () => Promise<unknown>) {
  const before = await node.used();
  const from = performance.now();
  await work();
  const after = await node.used();
  const cpuPercent = (100 * (after.cpuMs - before.cpuMs)) / (performance.now() - from);
  return { cpuPercent, statements: after.statements - before.statements };
}

const mb = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;
