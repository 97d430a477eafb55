import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { compose } from "../../../server/compose.ts";
import { readConfig } from "../../../server/platform/config.ts";
import { migrateToLatest } from "../../../server/platform/database/migrate.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { systemClock } from "../../../server/platform/system-clock.ts";
import { instantAt, localDateOf } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { bookSampleMeeting } from "../../support/booked-meeting.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";
import { startScriptedSmtp, type ReceivedMessage, type ScriptedSmtp } from "../../support/scripted-smtp.ts";
import { spawnProcess, type SpawnedProcess } from "../../support/spawned-process.ts";
import { createRandom } from "../../../server/demo/random.ts";
import { startKillablePostgres, type KillablePostgres } from "./killable-postgres.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");
const SECRETS = { SESSION_KEYS: KEY, LINK_KEY: KEY, DATA_KEYS: `test:${KEY}` } as const;
const PAIRS = 20;
const HOURS = ["08:00", "09:00", "10:00", "11:00", "13:00", "14:00", "15:00"];
const MESSAGES_A_MEETING = 3;
const WORKERS = 2;
const MOST_STARTS = 5;
const LONGEST_AIM_MS = 30;
const POLL_MS = 2;
/** How long a worker is taken to need to come back until one has shown it. */
const LIKELY_START_SECONDS = 4;
/** What is not committed so long after the mail server's 250 was not cut off by a kill that came later. */
const CUT_OFF_MS = 2_000;
/** Longer than a lease and the queue's own patience together. */
const PATIENCE_MS = 180_000;

export interface KillsOptions {
  readonly sends: number;
  readonly kills: number;
  readonly databaseKills: number;
  readonly redisUrl?: string;
  /** Whether leases end as soon as nothing else is left, instead of when their minute has passed. */
  readonly cutLeasesShort?: boolean;
  readonly tell?: (line: string) => void;
}

export interface KillsResult {
  readonly messages: number;
  readonly kills: number;
  readonly databaseKills: number;
  /** Never arrived. */
  readonly missing: number;
  /** Further copies of what had arrived. */
  readonly duplicates: number;
  /** Further copies of what was not in flight when the worker that sent it, or the database, was killed; or which say something else. */
  readonly unexplained: number;
  readonly wallSeconds: number;
}

/**
 * Lets two worker processes send, kills one of them (kill -9) again and again at random moments, and the database too, until every
 * message is handed over; then counts what came to the mail server.
 */
export async function runKills(options: KillsOptions): Promise<KillsResult> {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-kills-"));
  const postgres = await startKillablePostgres(dataDir);
  const smtp = await startScriptedSmtp();
  try {
    const messages = await bookMeetings(postgres.url, options.sends);
    options.tell?.(`${messages} messages wait`);
    const from = performance.now();
    const moments = await sendUnderFire({ ...options, sends: messages }, { postgres, smtp, dataDir });
    return {
      ...countCopies(smtp.received, messages, { moments, inFlight: await findTakenOver(postgres) }),
      ...counted(moments),
      wallSeconds: (performance.now() - from) / 1000,
    };
  } finally {
    await smtp.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A worker that finds the database busy coming back gives up, and whoever keeps it running starts it again. */
async function spawnAtLast(environment: Readonly<Record<string, string>>): Promise<SpawnedProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await spawnProcess("worker", environment);
    } catch (error) {
      if (attempt === MOST_STARTS) throw error;
    }
  }
}

/** When something was killed, and when it was certainly dead or up again, on the machine's clock. */
interface Moment {
  readonly what: "worker" | "database";
  /** Which worker, by the name it signs in with at the mail server. */
  readonly name: string;
  readonly atMs: number;
  readonly untilMs: number;
}

/** A worker with a name of its own. */
interface NamedWorker {
  readonly name: string;
  readonly process: SpawnedProcess;
}

const counted = (moments: readonly Moment[]) => ({
  kills: moments.filter(({ what }) => what === "worker").length,
  databaseKills: moments.filter(({ what }) => what === "database").length,
});

async function bookMeetings(databaseUrl: string, sends: number): Promise<number> {
  await migrateToLatest(databaseUrl);
  const config = readConfig({ NODE_ENV: "test", ...SECRETS });
  const samtid = compose({ config, databaseUrl, clock: systemClock, logger: createLogger("silent") });
  try {
    const people = await insertSamplePeople(samtid, { handlaggare: PAIRS, individuals: PAIRS });
    const today = localDateOf(systemClock.now());
    const meetings = Math.ceil(sends / MESSAGES_A_MEETING);
    const book = async (index: number) => {
      for (let nth = index; nth < meetings; nth += PAIRS) {
        const turn = Math.floor(nth / PAIRS);
        const date = addWorkingDays(today, 8 + Math.floor(turn / HOURS.length));
        await bookSampleMeeting(samtid, people, {
          index,
          startAt: instantAt(date, HOURS[turn % HOURS.length]!),
        });
      }
    };
    await Promise.all(Array.from({ length: PAIRS }, (_, index) => book(index)));
    return meetings * MESSAGES_A_MEETING;
  } finally {
    await samtid.database.close();
  }
}

interface Place {
  readonly postgres: KillablePostgres;
  readonly smtp: ScriptedSmtp;
  readonly dataDir: string;
}

async function sendUnderFire(
  { sends, kills, databaseKills, redisUrl, cutLeasesShort, tell }: KillsOptions,
  { postgres, smtp, dataDir }: Place,
): Promise<Moment[]> {
  const random = createRandom(47);
  const moments: Moment[] = [];
  let born = 0;
  let startSeconds = LIKELY_START_SECONDS;
  /** So slow that what is left of the sending lasts as long as the kills that are left, however slow the machine is. */
  const sendsPerSecond = () => {
    const killsLeft = Math.max(1, kills - moments.length);
    return Math.max(3, Math.round((sends - smtp.bodies) / (killsLeft * startSeconds)));
  };
  const spawnWorker = async (): Promise<NamedWorker> => {
    const name = `worker-${++born}`;
    const from = performance.now();
    const smtpUrl = new URL(smtp.url);
    smtpUrl.username = name;
    const process = await spawnAtLast({
      ...SECRETS,
      DATABASE_URL: postgres.url,
      SMTP_URL: smtpUrl.href,
      DATA_DIR: dataDir,
      CHANNEL_PER_SECOND: JSON.stringify({ email: sendsPerSecond() }),
      ...(redisUrl && { REDIS_URL: redisUrl }),
    });
    startSeconds = (performance.now() - from) / 1000;
    return { name, process };
  };
  // So that kills are spread over all the sends, each comes when a random number of mails have arrived.
  const drawn = (count: number) => Array.from({ length: count }, () => random() * 0.9 * sends);
  const plan = [
    ...drawn(kills).map((after) => ({ what: "worker" as const, after })),
    ...drawn(databaseKills).map((after) => ({ what: "database" as const, after })),
  ].sort((a, b) => a.after - b.after);
  const workers = await Promise.all(Array.from({ length: WORKERS }, spawnWorker));
  /** What the minute does that a lease lasts, once nothing but leases is waited for. */
  const isAllSent = async () => {
    const { queued = 0, sending = 0 } = await countStates(postgres);
    if (cutLeasesShort && queued === 0 && sending > 0) await query(postgres, END_LEASES);
    return queued + sending === 0;
  };
  try {
    for (const { what, after } of plan) {
      await until(async () => smtp.bodies >= after || (await isAllSent()), `mail ${Math.ceil(after)}`);
      await wait(random() * LONGEST_AIM_MS);
      const struck = Math.floor(random() * WORKERS);
      const worker = workers[struck]!;
      const atMs = Date.now();
      tell?.(`kill ${moments.length + 1} of ${plan.length}: the ${what}, at mail ${smtp.bodies}`);
      await (what === "database" ? postgres.killAndRecover() : worker.process.kill());
      const name = what === "database" ? what : worker.name;
      moments.push({ what, name, atMs, untilMs: Date.now() });
      if (what === "worker") workers[struck] = await spawnWorker();
    }
    await until(isAllSent, "the last mails");
  } finally {
    await Promise.all(workers.map((worker) => worker.process.kill()));
  }
  return moments;
}

const END_LEASES = "update message set lease_until = now() where state = 'sending'";

async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (; !(await check()); await wait(POLL_MS))
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
}

async function countStates(postgres: KillablePostgres): Promise<Record<string, number>> {
  const rows = await query<{ state: string; count: number }>(
    postgres,
    "select state, count(*)::int as count from message group by state",
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function query<Row extends pg.QueryResultRow>({ url }: KillablePostgres, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The messages that a worker was lost with: taken over from it when its lease had ended. */
async function findTakenOver(postgres: KillablePostgres): Promise<ReadonlySet<string>> {
  const rows = await query<{ id: string }>(postgres, "select id from message where may_have_arrived");
  return new Set(rows.map(({ id }) => id));
}

/**
 * A further copy is explained when the one before it had arrived and could not be committed: the message was taken over from a lost
 * worker, and the worker that had sent it, or the database, was killed just then. It says the same to the same recipient.
 */
function countCopies(
  received: ScriptedSmtp["received"],
  messages: number,
  { moments, inFlight }: { moments: readonly Moment[]; inFlight: ReadonlySet<string> },
) {
  const copies = new Map<string, ReceivedMessage[]>();
  for (const copy of received) copies.set(copy.messageId, [...(copies.get(copy.messageId) ?? []), copy]);
  const isCutOff = ({ messageId, from, arrivedMs }: ReceivedMessage) =>
    inFlight.has(messageId.slice(1).split("@")[0]!) &&
    moments.some(
      ({ what, name, atMs, untilMs }) =>
        (what === "database" || name === from) && atMs - CUT_OFF_MS <= arrivedMs && arrivedMs <= untilMs,
    );
  const repeated = [...copies.values()].flatMap((all) =>
    all.slice(0, -1).map((copy, nth) => ({ copy, next: all[nth + 1]! })),
  );
  return {
    messages,
    missing: messages - copies.size,
    duplicates: repeated.length,
    unexplained: repeated.filter(({ copy, next }) => !isCutOff(copy) || copy.to !== next.to).length,
  };
}
