import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { compose, type Samtid } from "../../../server/compose.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { openPrintFolder } from "../../../server/platform/print/print-folder.ts";
import { addDays, instantAt, localDateOf, weekdayOf } from "../../../server/scheduling/local-time.ts";
import { startServer } from "../../../server/start-server.ts";
import { freePort } from "../../support/free-port.ts";
import { ownUsage, type Usage } from "./child-process.ts";
import { countYear, type YearCount } from "./count-year.ts";
import { fillWorld } from "./fill-world.ts";
import { readFinalFacts } from "./final-facts.ts";
import { planYear, type Life, type Deed, type YearPlan } from "./plan-year.ts";
import { createYearPlayer, type YearPlayer } from "./play-year.ts";
import { yearConfig } from "./year-config.ts";
import { startYearPost, type YearPost } from "./year-post.ts";
import { startYearWorker, type YearWorker } from "./year-worker.ts";

/** The moments of each day to which the clock moves, on the Swedish wall clock. Reminders are due at some of them. */
const STEPS = ["08:00", "09:00", "10:00", "11:00", "12:00", "13:30", "15:00", "16:00", "19:00"];
const WEEKEND_STEPS = ["09:00", "19:00"];
const CALLING_HOURS = ["11:00", "16:00"];
const DEEDS_AT_ONCE = 8;
/** How long a step may take before something must be wrong. */
const PATIENCE_MS = 300_000;

export interface YearOptions {
  readonly databaseUrl: string;
  readonly meetings: number;
  readonly redisUrl?: string | undefined;
  readonly workers?: number;
  readonly tell?: (line: string) => void;
}

export interface YearResult extends YearCount {
  readonly meetings: number;
  readonly deeds: Readonly<Record<string, number>>;
  readonly wallSeconds: number;
  /** Where the seconds went: in use cases, in the sweeps, in waiting for everything due to be sent. */
  readonly seconds: Readonly<Record<"deeds" | "sweeps" | "sending", number>>;
  readonly usage: Readonly<Record<"server" | "workers" | "post", Usage>>;
}

/**
 * Plays a year of meetings through the product's use cases, with its own workers in a process of their own, real SMTP and SMS
 * over loopback, letters to a folder, and a clock that moves when all that is due has been sent; then counts.
 *
 * @param options.databaseUrl migrated and empty.
 */
export async function runYear(options: YearOptions): Promise<YearResult> {
  const { databaseUrl, redisUrl } = options;
  const plan = planYear(options.meetings);
  const world = await fillWorld(databaseUrl, plan);
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-year-"));
  const port = await freePort();
  const clock = createSteppedClock(plan);
  const config = yearConfig({ dataDir, port, redisUrl });
  const samtid = compose({ config, clock, databaseUrl, logger: createLogger("warn") });
  const server = await startServer(samtid);
  const post = await startYearPost(dataDir);
  const settings = { dataDir, port, redisUrl, databaseUrl, smtpUrl: post.smtpUrl, sms: post.sms };
  const workers = await Promise.all(
    Array.from({ length: options.workers ?? 1 }, () =>
      startYearWorker({ ...settings, beginsAt: clock.now().toISOString() }),
    ),
  );
  try {
    const player = await createYearPlayer(samtid, world);
    const from = performance.now();
    const { steps, seconds } = await playAll({
      samtid,
      plan,
      clock,
      workers,
      post,
      player,
      tell: options.tell,
    });
    const wallSeconds = (performance.now() - from) / 1000;
    const letters = await (await openPrintFolder(config.LETTER_DIR)).list();
    const arrived = {
      ...(await post.arrived()),
      letters: letters.map(({ messageId }) => ({ messageId, beganMs: 0 })),
    };
    const facts = await readFinalFacts(databaseUrl, player.changes);
    return {
      ...countYear(facts, arrived, { changes: player.changes, steps }),
      meetings: facts.meetings.length,
      deeds: player.counts,
      wallSeconds,
      seconds,
      usage: {
        server: ownUsage(),
        workers: (await Promise.all(workers.map(({ child }) => child.usage()))).reduce(addUsage),
        post: await post.child.usage(),
      },
    };
  } finally {
    for (const { child } of workers) await child.stop();
    await server.close();
    await post.child.stop();
    await samtid.database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const addUsage = (a: Usage, b: Usage): Usage => ({
  cpuSeconds: a.cpuSeconds + b.cpuSeconds,
  peakMegabytes: a.peakMegabytes + b.peakMegabytes,
});

/** A clock that shows what it is set to. */
function createSteppedClock({ lives }: YearPlan) {
  let now = instantAt(localDateOf(lives[0]!.deeds[0]!.at), "07:30");
  return { now: () => now, set: (at: Date) => void (now = at) };
}

interface Stage {
  readonly samtid: Samtid;
  readonly plan: YearPlan;
  readonly clock: ReturnType<typeof createSteppedClock>;
  /** Each does its sweeps in its own time too; between two steps the first one's are enough. */
  readonly workers: readonly YearWorker[];
  readonly post: Pick<YearPost, "settled">;
  readonly player: YearPlayer;
  readonly tell: ((line: string) => void) | undefined;
}

/** From the first deed until a day after the last one, step by step. */
async function playAll({ samtid, plan, clock, workers, post, player, tell }: Stage) {
  const deedsAt = new Map<number, { life: Life; deed: Deed }[]>();
  for (const life of plan.lives)
    for (const { at, deed } of life.deeds) {
      const step = deedsAt.get(at.getTime()) ?? [];
      step.push({ life, deed });
      deedsAt.set(at.getTime(), step);
    }
  const last = Math.max(...deedsAt.keys());
  const steps: number[] = [];
  const seconds = { deeds: 0, sweeps: 0, sending: 0 };
  const timed = async (what: keyof typeof seconds, work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    seconds[what] += (performance.now() - from) / 1000;
  };
  let shown = "";
  for (
    let on = localDateOf(clock.now());
    instantAt(on, "08:00").getTime() <= last + 86_400_000;
    on = addDays(on, 1)
  ) {
    if (on.slice(0, 7) !== shown)
      tell?.(`${(shown = on.slice(0, 7))} (${Math.round(performance.now() / 1000)} s)`);
    for (const step of weekdayOf(on) > 5 ? WEEKEND_STEPS : STEPS) {
      const at = instantAt(on, step);
      steps.push(at.getTime());
      clock.set(at);
      await Promise.all(workers.map((worker) => worker.setTime(at)));
      const deeds = deedsAt.get(at.getTime()) ?? [];
      await timed("deeds", async () => {
        await inParallel(deeds, ({ life, deed }) => player.play(life, deed));
        if (CALLING_HOURS.includes(step)) await player.makeCalls();
      });
      await timed("sweeps", () => workers[0]!.sweep());
      await timed("sending", () => untilAllIsSent(samtid, at));
      await timed("sending", () => post.settled());
    }
  }
  return { steps, seconds };
}

async function inParallel<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  const waiting = [...things];
  const worker = async () => {
    for (let thing = waiting.shift(); thing; thing = waiting.shift()) await work(thing);
  };
  await Promise.all(Array.from({ length: DEEDS_AT_ONCE }, worker));
}

async function untilAllIsSent({ database }: Samtid, at: Date): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 1.5, 25)) {
    const { rows } = await database.pool.query<{ due: number }>(
      "select count(*) as due from message where state = 'sending' or (state = 'queued' and not_before <= $1)",
      [at],
    );
    const due = rows[0]!.due;
    if (due === 0) return;
    if (performance.now() > until) throw new Error(`${due} messages are not sent at ${at.toISOString()}`);
    await wait(pauseMs);
  }
}
