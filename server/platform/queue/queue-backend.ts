import type { Processor, Queue, RateLimiterOptions, Worker } from "bullmq";

/** What the application uses of a BullMQ queue, the same on either backend. */
export type BackendQueue = Pick<
  Queue,
  "add" | "addBulk" | "getJobCounts" | "obliterate" | "resume" | "close"
> & {
  waitUntilReady(): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
};

/** What the application uses of a BullMQ worker, the same on either backend. */
export type BackendWorker = Pick<Worker, "close"> & {
  waitUntilReady(): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "failed", listener: (job: FailedJob | undefined, error: Error) => void): unknown;
};

/** The part of a failed job that may be logged: ids and counts. */
export interface FailedJob {
  readonly id?: string | undefined;
  readonly attemptsMade: number;
}

/** How a worker takes jobs. */
export interface WorkerSettings {
  /** Jobs run at once in this process. */
  readonly concurrency: number;
  /** At most `max` jobs started per `duration` milliseconds, over all processes. */
  readonly limiter?: RateLimiterOptions;
}

/** Where BullMQ keeps its jobs. Opened connected and migrated; `close` only after every queue and worker is closed. */
export interface QueueBackend {
  openQueue(name: string): BackendQueue;
  openWorker(name: string, processor: Processor, settings: WorkerSettings): BackendWorker;
  close(): Promise<void>;
}

/**
 * Worker timings, in milliseconds, shared by both backends.
 *
 * A killed process' job is taken over when its lock has run out, so the lock is short; a job whose process
 * dies again and again is given up only after `maxStalledCount` deaths. After a lost connection the fetch is
 * tried again every `runRetryDelay`.
 */
export const WORKER_TIMINGS = {
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 5,
  runRetryDelay: 1_000,
} as const;
