import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { quantile } from "../measure.ts";
import type { Invitee } from "../../support/room-cluster.ts";
import { startRedis } from "../../support/redis.ts";
import { refuseRefusals } from "./cross-nodes.ts";
import { startNode, type Crowd, type Placed } from "./room-processes.ts";

/** What became of those who sat at a server process that was killed. */
export interface Returning {
  readonly people: number;
  /** Seconds from the lost connection until one sits again. */
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly lastSeconds: number;
  /** Not in the call at the end. */
  readonly lost: number;
  /** Times that a seat went from one state to another more than once, or presence overlaps or has a gap in its count. */
  readonly twice: number;
}

const PATIENCE_MS = 120_000;
const SETTLING_MS = 8_000;

const HISTORY = `
  create table seat_history (participant_id uuid, was text, state text);
  create function keep_history() returns trigger language plpgsql as $$
  begin
    insert into seat_history values (new.participant_id, old.state, new.state);
    return null;
  end $$;
  create trigger history after update of state on seat for each row
    when (old.state is distinct from new.state) execute function keep_history()`;

/** Three server processes with Redis; two of the three in each meeting sit at the one that is killed. */
export async function measureReturning(
  crowd: Crowd,
  people: readonly Invitee[],
  { databaseUrl, tell }: { databaseUrl: string; tell: (line: string) => void },
): Promise<Returning> {
  const redis = await startRedis();
  const nodes = await Promise.all(Array.from({ length: 3 }, () => startNode(databaseUrl, redis.url)));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const count = async (query: string) =>
    Number((await client.query<{ n: string }>(`select count(*) as n from ${query}`)).rows[0]!.n);
  try {
    const [killed, ...others] = nodes.map(({ origin }) => origin) as [string, string, string];
    const placed = people.map((invitee, nth): Placed => {
      const rest = nth % 2 === 0 ? others : [...others].reverse();
      return { invitee, origins: nth % 3 === 1 ? [...rest, killed] : [killed, ...rest] };
    });
    await crowd.open(placed, 80);
    await crowd.admit(people.filter(({ isHost }) => !isHost).map(({ participantId }) => participantId));
    await client.query(HISTORY);
    await crowd.expectLoss();
    nodes[0]!.kill();
    const back = await untilAllAreBack(crowd);
    await wait(SETTLING_MS);
    tell(`  transitions: ${JSON.stringify(await transitions(client))}`);
    await refuseRefusals(crowd);
    const after = (share: number) => quantile(back, share) / 1_000;
    return {
      people: back.length,
      p50Seconds: after(0.5),
      p95Seconds: after(0.95),
      lastSeconds: (back.at(-1) ?? 0) / 1_000,
      lost: people.length - (await count("seat where state = 'in_call'")),
      twice:
        (await count(
          "(select from seat_history group by participant_id, was, state having count(*) > 1) t",
        )) +
        (await count(
          "(select from attendance group by participant_id, generation, kind having count(*) > 1) t",
        )),
    };
  } finally {
    await client.end();
    await crowd.close();
    await Promise.all(nodes.slice(1).map((node) => node.stop()));
    await redis.stop();
  }
}

/** @returns how long each was away, milliseconds, rising. @throws when somebody does not come back. */
async function untilAllAreBack(crowd: Crowd): Promise<number[]> {
  const from = performance.now();
  for (;;) {
    await wait(500);
    const losses = await crowd.losses();
    if (losses.length > 0 && losses.every((ms) => ms !== null)) return losses.sort((a, b) => a - b);
    if (performance.now() - from > PATIENCE_MS)
      throw new Error(`${losses.filter((ms) => ms === null).length} of ${losses.length} did not come back`);
  }
}

async function transitions(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ what: string; n: number }>(
    "select was || ' → ' || state as what, count(*)::integer as n from seat_history group by 1 order by 1",
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}
