import { freePort } from "../../support/free-port.ts";
import { SHARED_SECRETS } from "../../support/composed-samtid.ts";
import type { Invitee } from "../../support/room-cluster.ts";
import { forkChild, type Child } from "../year/child-process.ts";
import type { NodeState } from "./own-memory.ts";
import type { AskedOfClients } from "./room-clients.ts";
import type { TabSettings } from "./room-tab.ts";
import type { AskedOfNode, NodeUse } from "./samtid-node.ts";

/** The address people use, whichever process they are led to. */
const PUBLIC_URL = "http://rooms.example.test";
const CLIENT_PROCESSES = 4;

/** A server process: of Samtid, or of Socket.IO alone. */
export interface Node {
  readonly origin: string;
  state(): Promise<NodeState>;
  used(): Promise<NodeUse>;
  kill(): void;
  stop(): Promise<void>;
}

/** @param databaseUrl nothing for Socket.IO alone. */
export async function startNode(databaseUrl?: string, redisUrl?: string): Promise<Node> {
  const port = String(await freePort());
  const { pathname } = databaseUrl
    ? new URL("./samtid-node.ts", import.meta.url)
    : new URL("./bare-node.ts", import.meta.url);
  const child = await forkChild(pathname, {
    ...SHARED_SECRETS,
    NODE_ENV: "test",
    LOG_LEVEL: "warn",
    PORT: port,
    PUBLIC_URL,
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    ...(redisUrl && { REDIS_URL: redisUrl }),
  });
  const ask = <T>(what: AskedOfNode) => child.ask(what) as Promise<T>;
  return {
    origin: `http://127.0.0.1:${port}`,
    state: () => ask("state"),
    used: () => ask("used"),
    kill: () => void child.process.kill("SIGKILL"),
    stop: () => child.stop(),
  };
}

/** Somebody, and the servers they try one after the other. */
export interface Placed {
  readonly invitee: Invitee;
  readonly origins: readonly string[];
}

/** The tabs of many people in a few processes: all of a meeting in the same one. */
export interface Crowd {
  open(placed: readonly Placed[], atOnce: number): Promise<void>;
  admit(participantIds: readonly string[]): Promise<void>;
  /** @returns milliseconds, rising. */
  measure(
    what: "arrive" | "say",
    planned: readonly { participantId: string; atMs: number }[],
  ): Promise<number[]>;
  expectLoss(): Promise<void>;
  losses(): Promise<(number | null)[]>;
  refusals(): Promise<string[]>;
  close(): Promise<void>;
  stop(): Promise<void>;
}

export async function gatherCrowd(): Promise<Crowd> {
  const file = new URL("room-clients.ts", import.meta.url).pathname;
  const children = await Promise.all(Array.from({ length: CLIENT_PROCESSES }, () => forkChild(file, {})));
  const processOf = new Map<string, Child>();
  const ask = <T>(child: Child, what: AskedOfClients) => child.ask(what) as Promise<T>;
  const askAll = async <T>(what: AskedOfClients) =>
    (await Promise.all(children.map((child) => ask<T[] | undefined>(child, what)))).flatMap(
      (given) => given ?? [],
    );
  const share = <T>(child: Child, things: readonly T[], idOf: (thing: T) => string) =>
    things.filter((thing) => processOf.get(idOf(thing)) === child);
  return {
    async open(placed, atOnce) {
      const meetings = [...new Set(placed.map(({ invitee }) => invitee.meetingId))];
      const nth = new Map(
        meetings.map((meetingId, index) => [meetingId, children[index % children.length]!]),
      );
      for (const { invitee } of placed) processOf.set(invitee.participantId, nth.get(invitee.meetingId)!);
      const tabs: TabSettings[] = placed.map(({ invitee, origins }) => ({
        ...invitee,
        origins,
        publicUrl: PUBLIC_URL,
      }));
      await Promise.all(
        children.map((child) =>
          ask(child, {
            do: "open",
            tabs: share(child, tabs, ({ participantId }) => participantId),
            atOnce: Math.ceil(atOnce / children.length),
          }),
        ),
      );
    },
    async admit(participantIds) {
      await Promise.all(
        children.map((child) =>
          ask(child, { do: "admit", participantIds: share(child, participantIds, (id) => id) }),
        ),
      );
    },
    async measure(what, planned) {
      const measured = await Promise.all(
        children.map((child) =>
          ask<number[]>(child, {
            do: what,
            planned: share(child, planned, ({ participantId }) => participantId),
          }),
        ),
      );
      return measured.flat().sort((a, b) => a - b);
    },
    expectLoss: async () => void (await askAll({ do: "expect-loss" })),
    losses: () => askAll({ do: "losses" }),
    refusals: () => askAll({ do: "refusals" }),
    close: async () => void (await askAll({ do: "close" })),
    stop: async () => void (await Promise.all(children.map((child) => child.stop()))),
  };
}
