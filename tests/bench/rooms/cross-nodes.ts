import type { Invitee } from "../../support/room-cluster.ts";
import { startNode, type Crowd, type Placed } from "./room-processes.ts";
import { timedRounds, type Timed } from "./timed-rounds.ts";

/** From one server process to another. */
export interface CrossNodes {
  /** From who comes to the lobby at one, to a host at the other: told by the database, whatever the sockets' adapter. */
  readonly arrival: Timed;
  /** From a message said at one to a host at the other: by the adapter. */
  readonly told: Timed;
}

/** FK's handläggare sit at one process, AF's and the individuals at another. */
export async function measureCrossNodes(
  crowd: Crowd,
  people: readonly Invitee[],
  {
    databaseUrl,
    redisUrl,
    rounds,
    tell,
  }: { databaseUrl: string; redisUrl?: string; rounds: number; tell: (line: string) => void },
): Promise<CrossNodes> {
  const nodes = await Promise.all([startNode(databaseUrl, redisUrl), startNode(databaseUrl, redisUrl)]);
  const [here, there] = nodes.map(({ origin }) => origin) as [string, string];
  try {
    // Three of each meeting in a row, FK's handläggare first.
    const placed: Placed[] = people.map((invitee, nth) => ({
      invitee,
      origins: [nth % 3 === 0 ? there : here],
    }));
    await crowd.open(placed, 40);
    const every = (place: number) =>
      people.filter((_, nth) => nth % 3 === place).map(({ participantId }) => participantId);
    const arrival = await timedRounds(crowd, "arrive", { participantIds: every(2), rounds, tell });
    const told = await timedRounds(crowd, "say", { participantIds: every(1), rounds, tell });
    await refuseRefusals(crowd);
    return { arrival, told };
  } finally {
    await crowd.close();
    await Promise.all(nodes.map((node) => node.stop()));
  }
}

/** @throws when anything was refused: then what was measured is something else. */
export async function refuseRefusals(crowd: Pick<Crowd, "refusals">): Promise<void> {
  const refusals = await crowd.refusals();
  if (refusals.length > 0) throw new Error(`Refused: ${[...new Set(refusals)].join(", ")}`);
}
