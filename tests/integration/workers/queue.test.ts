import { UnrecoverableError } from "bullmq";
import pg from "pg";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { createLogger } from "../../../server/platform/logger.ts";
import type { JobHandler } from "../../../server/platform/queue/job.ts";
import { createQueues, type Queues } from "../../../server/platform/queue/queues.ts";
import { createTestDatabase } from "../../support/database.ts";
import { startRedis } from "../../support/redis.ts";

const names = ["messages", "imports"] as const;
type Name = (typeof names)[number];
interface Place {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** Breaks every connection to the backend. */
  interrupt(): Promise<void>;
}

const logger = createLogger("silent");
const opened: Queues<Name>[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((queues) => queues.close()));
});

async function open(place: Place): Promise<Queues<Name>> {
  const queues = await createQueues({ names, logger, ...place });
  opened.push(queues);
  return queues;
}

async function postgresPlace(): Promise<Place> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return { databaseUrl: database.url, interrupt: () => endBackends(database.url) };
}

async function redisPlace(): Promise<Place> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  return { databaseUrl: "postgres://unused.invalid", redisUrl: redis.url, interrupt: () => redis.restart() };
}

async function endBackends(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await client.end();
}

/** Collects what a handler was given and lets a test wait for the n:th job. */
function recorder(then: (payload: unknown) => Promise<void> | void = () => {}) {
  const seen: unknown[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const handler: JobHandler = async (payload) => {
    seen.push(payload);
    for (const each of waiting) if (seen.length >= each.count) each.resolve();
    await then(payload);
  };
  const until = (count: number) =>
    seen.length >= count
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.push({ count, resolve }));
  return { seen, handler, until };
}

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe.each([
  { backend: "PostgreSQL", place: postgresPlace },
  { backend: "Redis", place: redisPlace },
])("queues on $backend", ({ place }) => {
  test("a job enqueued by one process, when another works, is done there once", async () => {
    const where = await place();
    const [server, worker] = await Promise.all([open(where), open(where)]);
    const { seen, handler, until } = recorder();
    await worker.startWorker("messages", handler, { concurrency: 2 });

    await server.enqueue("messages", { id: "m-1", timeVersion: 3 });
    await server.enqueueAll("messages", [
      { payload: { id: "m-2" } },
      { payload: { id: "m-3" }, delayMs: 20 },
    ]);
    await until(3);

    // Two are worked on at once, in whichever order they end.
    expect(seen).toHaveLength(3);
    expect(new Set(seen)).toEqual(new Set([{ id: "m-1", timeVersion: 3 }, { id: "m-2" }, { id: "m-3" }]));
    await expect
      .poll(() => server.counts("messages"))
      .toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  test("a fresh backend, when four processes open it at once, works for all of them", async () => {
    const where = await place();
    const all = await Promise.all([open(where), open(where), open(where), open(where)]);
    for (const [index, queues] of all.entries()) await queues.enqueue("imports", { id: `i-${index}` });
    expect(await all[0].counts("imports")).toMatchObject({ waiting: 4 });
  });

  test("a keyed job, while one with its key waits or runs, is not added; once that is done it is", async () => {
    const queues = await open(await place());
    const running = gate();
    const { seen, handler, until } = recorder(() => running.opened);
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await queues.startWorker("messages", handler, { concurrency: 5 });
    await until(1);
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    expect(await queues.counts("messages")).toMatchObject({ waiting: 0, active: 1 });

    running.open();
    await expect.poll(() => queues.counts("messages")).toMatchObject({ active: 0 });
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await until(2);
    expect(seen).toHaveLength(2);
  });

  test("a job that can't succeed is kept as failed, and its key is free again", async () => {
    const queues = await open(await place());
    const { handler, until } = recorder(() => {
      throw new UnrecoverableError("no such message");
    });
    await queues.startWorker("messages", handler, { concurrency: 1 });
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await expect.poll(() => queues.counts("messages")).toMatchObject({ failed: 1 });
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await until(2);
    await expect.poll(() => queues.counts("messages")).toMatchObject({ failed: 2, active: 0 });
  });

  test("a handler that throws, when it is tried again, is told which attempt it is", async () => {
    const queues = await open(await place());
    const attempts: number[] = [];
    await queues.startWorker(
      "messages",
      async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error("the mail server is away");
      },
      { concurrency: 1 },
    );
    await queues.enqueue("messages", { id: "m-1" });
    await expect.poll(() => attempts, { timeout: 5_000 }).toEqual([1, 2]);
  });

  test("jobs with priorities, when a worker starts, go most urgent first", async () => {
    const queues = await open(await place());
    await queues.enqueue("messages", { id: "later" }, { priority: 20 });
    await queues.enqueue("messages", { id: "soon" }, { priority: 2 });
    await queues.enqueue("messages", { id: "first" });
    const { seen, handler, until } = recorder();
    await queues.startWorker("messages", handler, { concurrency: 1 });
    await until(3);
    expect(seen).toEqual([{ id: "first" }, { id: "soon" }, { id: "later" }]);
  });

  test("a queue emptied of waiting, delayed, keyed and running jobs takes the same jobs again", async () => {
    const queues = await open(await place());
    const { handler, until } = recorder();
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await queues.enqueue("messages", { id: "m-2" }, { delayMs: 3_600_000 });
    await queues.enqueue("messages", { id: "m-3" }, { priority: 5 });
    await queues.empty("messages");
    expect(await queues.counts("messages")).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });

    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await queues.startWorker("messages", handler, { concurrency: 1 });
    await until(1);
  });

  test("a worker whose queue is emptied while it works goes on with new jobs", async () => {
    const queues = await open(await place());
    const running = gate();
    const { handler, until } = recorder(() => running.opened);
    await queues.startWorker("messages", handler, { concurrency: 1 });
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await until(1);
    await queues.empty("messages");
    running.open();
    await queues.enqueue("messages", { id: "m-1" }, { key: "m-1" });
    await until(2);
  });

  test("a worker that is closed finishes the job at hand and takes no more", async () => {
    const queues = await open(await place());
    const running = gate();
    const { seen, handler, until } = recorder(() => running.opened);
    const worker = await queues.startWorker("messages", handler, { concurrency: 1 });
    await queues.enqueueAll("messages", [{ payload: { id: "m-1" } }, { payload: { id: "m-2" } }]);
    await until(1);
    const closed = worker.close();
    running.open();
    await closed;
    expect(seen).toEqual([{ id: "m-1" }]);
    expect(await queues.counts("messages")).toMatchObject({ waiting: 1, active: 0 });
  });

  test("a limited worker starts no more than its limit", async () => {
    const queues = await open(await place());
    const { seen, handler, until } = recorder();
    await queues.enqueueAll(
      "messages",
      Array.from({ length: 6 }, (_, index) => ({ payload: { id: `m-${index}` } })),
    );
    await queues.startWorker("messages", handler, { concurrency: 6, limiter: { max: 3, duration: 1_000 } });
    await until(3);
    await expect.poll(() => queues.counts("messages")).toMatchObject({ waiting: 3, active: 0 });
    expect(seen).toHaveLength(3);
    await until(6);
  });

  test("every connection lost, when the backend is back, loses neither process nor later jobs", async () => {
    const where = await place();
    const queues = await open(where);
    const { handler, until } = recorder();
    await queues.startWorker("messages", handler, { concurrency: 1 });
    await queues.enqueue("messages", { id: "before" });
    await until(1);

    await where.interrupt();
    // The producer may be refused while it reconnects, as the sweep that tries again would be.
    await expect
      .poll(
        () =>
          queues.enqueue("messages", { id: "after" }).then(
            () => "enqueued",
            () => "refused",
          ),
        { timeout: 10_000 },
      )
      .toBe("enqueued");
    await until(2);
  });

  test("a second worker for the same queue in one process is refused", async () => {
    const queues = await open(await place());
    await queues.startWorker("messages", async () => {}, { concurrency: 1 });
    await expect(queues.startWorker("messages", async () => {}, { concurrency: 1 })).rejects.toThrow(
      "already started",
    );
  });
});

test.each([
  { what: "PostgreSQL", where: { databaseUrl: "postgres://nobody@127.0.0.1:1/none" } },
  { what: "Redis", where: { databaseUrl: "postgres://unused.invalid", redisUrl: "redis://127.0.0.1:1" } },
])("opening queues, when $what isn't there, fails instead of waiting", async ({ where }) => {
  await expect(createQueues({ names, logger, ...where })).rejects.toThrow();
});
