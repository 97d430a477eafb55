import { createRandom } from "../../../server/demo/random.ts";
import { quantile } from "../measure.ts";
import type { Crowd } from "./room-processes.ts";

const SEED = 20_200_301;
const PER_SECOND = 200;
const LONGEST_SECONDS = 10;

/** Medians over the rounds, milliseconds. */
export interface Timed {
  readonly p50: number;
  readonly p95: number;
  /** How many did it in each round. */
  readonly count: number;
}

/** Each of some people does the same at random moments of one after the other round, 200 a second on average. */
export async function timedRounds(
  crowd: Pick<Crowd, "measure">,
  what: "arrive" | "say",
  {
    participantIds,
    rounds,
    tell,
  }: { participantIds: readonly string[]; rounds: number; tell: (line: string) => void },
): Promise<Timed> {
  const random = createRandom(SEED);
  const some = participantIds.slice(0, PER_SECOND * LONGEST_SECONDS);
  const times: Timed[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const planned = some.map((participantId) => ({
      participantId,
      atMs: (random() * some.length * 1_000) / PER_SECOND,
    }));
    const took = await crowd.measure(what, planned);
    const timed = { p50: quantile(took, 0.5), p95: quantile(took, 0.95), count: took.length };
    tell(
      `  ${what} × ${took.length}: p50 ${timed.p50.toFixed(1)}, p95 ${timed.p95.toFixed(1)}, longest ${took.at(-1)?.toFixed(0)} ms`,
    );
    times.push(timed);
  }
  const middle = (key: "p50" | "p95") =>
    quantile(
      times.map((timed) => timed[key]).sort((a, b) => a - b),
      0.5,
    );
  return { p50: middle("p50"), p95: middle("p95"), count: some.length };
}
