import { sql } from "kysely";
import { describe, expect, test, vi, type TestContext } from "vitest";
import { createLogger } from "../../../server/platform/logger.ts";
import { createQueues } from "../../../server/platform/queue/queues.ts";
import { instantAt, localDateOf } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { composeSamtid, SHARED_SECRETS } from "../../support/composed-samtid.ts";
import { startRedis } from "../../support/redis.ts";
import { bookSampleMeeting } from "../../support/booked-meeting.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";
import { startScriptedSmtp } from "../../support/scripted-smtp.ts";
import { spawnProcess } from "../../support/spawned-process.ts";

const MEETINGS = 4;
const MESSAGES = 3 * MEETINGS;
/** What one worker process sends at a time. */
const AT_ONCE = 5;
/** A killed worker's jobs are taken over by another after about 20 s. */
const PATIENCE_MS = 90_000;

/** Booked meetings whose messages wait, a mail server, and worker processes to start and kill. */
async function createPlace({ onTestFinished }: TestContext, usesRedis: boolean) {
  const { samtid, databaseUrl, stop } = await composeSamtid();
  onTestFinished(stop);
  const smtp = await startScriptedSmtp();
  onTestFinished(() => smtp.stop());
  const redis = usesRedis ? await startRedis() : undefined;
  onTestFinished(() => redis?.stop());
  const people = await insertSamplePeople(samtid, { handlaggare: MEETINGS, individuals: MEETINGS });
  const startAt = instantAt(addWorkingDays(localDateOf(new Date()), 10), "10:00");
  for (let index = 0; index < MEETINGS; index++) await bookSampleMeeting(samtid, people, { startAt, index });

  const query = samtid.database.query();
  return {
    smtp,
    async startWorker() {
      const worker = await spawnProcess("worker", {
        ...SHARED_SECRETS,
        DATABASE_URL: databaseUrl,
        SMTP_URL: smtp.url,
        ...(redis && { REDIS_URL: redis.url }),
      });
      onTestFinished(() => worker.kill());
      return worker;
    },
    async withQueue<T>(ask: (queues: Awaited<ReturnType<typeof openQueue>>) => Promise<T>): Promise<T> {
      const queues = await openQueue(databaseUrl, redis?.url);
      return ask(queues).finally(() => queues.close());
    },
    async stateCounts(): Promise<Record<string, number>> {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*) from message group by state`.execute(query);
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    /** What the minute does that a lease lasts. */
    expireLeases: () => sql`update message set lease_until = now() where state = 'sending'`.execute(query),
  };
}
type Place = Awaited<ReturnType<typeof createPlace>>;

const openQueue = (databaseUrl: string, redisUrl: string | undefined) =>
  createQueues({ names: ["mail", "sms", "letter"], databaseUrl, redisUrl, logger: createLogger("silent") });

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: PATIENCE_MS, interval: 100 });

/** Every message is handed over, and nothing is left in the queue that could send one again. */
async function untilAllIsSent({ stateCounts, withQueue }: Place): Promise<void> {
  await eventually(async () => expect(await stateCounts()).toEqual({ handed_over: MESSAGES }));
  await withQueue((queues) =>
    eventually(async () =>
      expect(await queues.counts("mail")).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
    ),
  );
}

/** How many times each Message-ID was received. */
function copies({ smtp }: Place): number[] {
  const counts = new Map<string, number>();
  for (const { messageId } of smtp.received) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  return [...counts.values()].sort();
}

const onceEach = Array.from({ length: MESSAGES }, () => 1);

describe.each([
  { backend: "PostgreSQL", usesRedis: false },
  { backend: "Redis", usesRedis: true },
])("with the queue on $backend", { timeout: 2 * PATIENCE_MS }, ({ usesRedis }) => {
  test.concurrent(
    "a worker killed before DATA: after restart every message goes out once",
    async (context) => {
      const place = await createPlace(context, usesRedis);
      place.smtp.behave({ recipient: "hold" });
      const worker = await place.startWorker();
      await eventually(() => expect(place.smtp.held).toBe(AT_ONCE));
      await worker.kill();
      expect(await place.stateCounts()).toEqual({ sending: AT_ONCE, queued: MESSAGES - AT_ONCE });

      place.smtp.behave({});
      await place.expireLeases();
      await place.startWorker();
      await untilAllIsSent(place);
      expect(copies(place)).toEqual(onceEach);
    },
  );

  test.concurrent(
    "a worker killed before DATA and its queue emptied: every message goes out once",
    async (context) => {
      const place = await createPlace(context, usesRedis);
      place.smtp.behave({ mail: "hold" });
      const worker = await place.startWorker();
      await eventually(() => expect(place.smtp.held).toBe(AT_ONCE));
      await worker.kill();
      await place.withQueue((queues) => queues.empty("mail"));

      place.smtp.behave({});
      await place.expireLeases();
      await place.startWorker();
      await untilAllIsSent(place);
      expect(copies(place)).toEqual(onceEach);
    },
  );

  test.concurrent("a queue emptied under a working worker: every message goes out once", async (context) => {
    const place = await createPlace(context, usesRedis);
    place.smtp.behave({ mail: "hold" });
    await place.startWorker();
    await eventually(() => expect(place.smtp.held).toBe(AT_ONCE));
    await place.withQueue((queues) => queues.empty("mail"));

    place.smtp.behave({});
    place.smtp.release();
    await untilAllIsSent(place);
    expect(copies(place)).toEqual(onceEach);
  });

  test.concurrent(
    "a worker killed in DATA: at most one more copy each, with the same Message-ID",
    async (context) => {
      const place = await createPlace(context, usesRedis);
      place.smtp.behave({ body: "hold" });
      const worker = await place.startWorker();
      // The mail server has these and may deliver them; the worker never hears that it does.
      await eventually(() => expect(place.smtp.held).toBe(AT_ONCE));
      await worker.kill();

      place.smtp.behave({});
      await place.expireLeases();
      await place.startWorker();
      await untilAllIsSent(place);
      expect(copies(place)).toEqual([
        ...onceEach.slice(AT_ONCE),
        ...Array.from({ length: AT_ONCE }, () => 2),
      ]);
    },
  );
});
