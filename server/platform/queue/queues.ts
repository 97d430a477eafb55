import type { Logger } from "../logger.ts";
import { toJobsOptions, type BulkJob, type EnqueueOptions, type JobHandler, type JobPayload } from "./job.ts";
import { openPostgresBackend } from "./postgres-backend.ts";
import type { BackendQueue, BackendWorker, QueueBackend, WorkerSettings } from "./queue-backend.ts";

/** A worker at work. */
export interface RunningWorker {
  /** Takes no more jobs and resolves when the running ones are done. */
  close(): Promise<void>;
}

/** How many jobs a queue holds, by state. `failed` are kept a while for people to look at. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** The queues of one process. Transport only: what must not be lost is in the database. */
export interface Queues<Name extends string> {
  /** @throws when the backend can't be reached; what the database says is due is then enqueued by a later sweep. */
  enqueue(name: Name, payload: JobPayload, options?: EnqueueOptions): Promise<void>;
  /** Like {@link Queues.enqueue}, for many jobs in one round trip. */
  enqueueAll(name: Name, jobs: readonly BulkJob[]): Promise<void>;
  /** Starts this process' worker for a queue: at most one per queue. */
  startWorker(name: Name, handler: JobHandler, settings: WorkerSettings): Promise<RunningWorker>;
  counts(name: Name): Promise<QueueCounts>;
  /** Throws away every job of a queue in every state, running ones included. */
  empty(name: Name): Promise<void>;
  /** Drains the workers, then lets go of every connection. */
  close(): Promise<void>;
}

/** What {@link createQueues} needs. */
export interface QueuesOptions<Name extends string> {
  /** Every queue of the system, in lower case without `:`. */
  readonly names: readonly Name[];
  readonly databaseUrl: string;
  /** When set, jobs are kept in Redis instead of PostgreSQL. */
  readonly redisUrl?: string | undefined;
  readonly logger: Logger;
}

/**
 * Opens BullMQ's queues on PostgreSQL or Redis behind one interface.
 *
 * A connection lost later is logged and re-established; it never ends the process.
 *
 * @throws when the backend can't be reached at the start.
 */
export async function createQueues<Name extends string>(options: QueuesOptions<Name>): Promise<Queues<Name>> {
  const onError = createErrorReporter(options.logger);
  const backend = await openQueueBackend(options, onError);
  const queues = new Map<Name, BackendQueue>();
  for (const name of options.names) {
    const queue = backend.openQueue(name);
    queue.on("error", onError);
    await queue.waitUntilReady();
    queues.set(name, queue);
  }
  const workers = createWorkers<Name>(backend, options.logger, onError);
  const queue = (name: Name) => queues.get(name)!;
  return {
    enqueue: async (name, payload, enqueueOptions = {}) => {
      await queue(name).add(name, payload, toJobsOptions(enqueueOptions));
    },
    enqueueAll: async (name, jobs) => {
      // In one order everywhere: processes that add the same jobs at once would wait for each other's keys in a circle.
      const inOrder = jobs.toSorted((a, b) => (a.key ?? "").localeCompare(b.key ?? ""));
      await queue(name).addBulk(
        inOrder.map((job) => ({ name, data: job.payload, opts: toJobsOptions(job) })),
      );
    },
    startWorker: workers.start,
    counts: async (name) =>
      toCounts(await queue(name).getJobCounts("waiting", "prioritized", "active", "delayed", "failed")),
    empty: async (name) => {
      await queue(name).obliterate({ force: true });
      // Obliterating pauses the queue first.
      await queue(name).resume();
    },
    close: async () => {
      await workers.close();
      await Promise.all([...queues.values()].map((each) => each.close()));
      await backend.close();
    },
  };
}

/** PostgreSQL, or Redis where that is configured; its client is loaded only then. */
export async function openQueueBackend(
  options: Pick<QueuesOptions<string>, "databaseUrl" | "redisUrl" | "names">,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const { databaseUrl, redisUrl, names } = options;
  if (redisUrl === undefined) return openPostgresBackend({ databaseUrl, maxWorkers: names.length, onError });
  const { openRedisBackend } = await import("./redis-backend.ts");
  return openRedisBackend({ redisUrl, onError });
}

function createWorkers<Name extends string>(
  backend: QueueBackend,
  logger: Logger,
  onError: (error: Error) => void,
) {
  const running = new Map<Name, BackendWorker>();
  return {
    start: async (name: Name, handler: JobHandler, settings: WorkerSettings): Promise<RunningWorker> => {
      if (running.has(name)) throw new Error(`the worker of queue ${name} is already started`);
      const worker = backend.openWorker(
        name,
        (job) => handler(job.data, { attempt: job.attemptsMade + 1 }),
        settings,
      );
      running.set(name, worker);
      worker.on("error", onError);
      worker.on("failed", (job, error) => {
        logger.warn(
          { queue: name, jobId: job?.id, attempt: job?.attemptsMade, ...loggable(error) },
          "job failed",
        );
      });
      await worker.waitUntilReady();
      return {
        close: async () => {
          await worker.close();
          running.delete(name);
        },
      };
    },
    close: () => Promise.all([...running.values()].map((worker) => worker.close())),
  };
}

function toCounts(counts: Record<string, number>): QueueCounts {
  return {
    waiting: (counts["waiting"] ?? 0) + (counts["prioritized"] ?? 0),
    active: counts["active"] ?? 0,
    delayed: counts["delayed"] ?? 0,
    failed: counts["failed"] ?? 0,
  };
}

/** One connection's error reaches every queue that shares it: logged once. */
function createErrorReporter(logger: Logger): (error: Error) => void {
  const reported = new WeakSet<Error>();
  return (error) => {
    if (reported.has(error)) return;
    reported.add(error);
    logger.warn(loggable(error), "queue connection failed");
  };
}

/** Without the further fields of database errors: `detail` holds the offending row's values. */
function loggable(error: Error) {
  return { reason: error.message, stack: error.stack };
}
