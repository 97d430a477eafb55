import type { JobsOptions } from "bullmq";

/** What travels in a job: ids (and versions of them), never content. The handler reads the rest anew. */
export type JobPayload = { readonly id: string } & Readonly<Record<string, string | number>>;

/** How one job is put in a queue. */
export interface EnqueueOptions {
  /**
   * What the job is about, such as a message id. While a job with the same key waits, is delayed, is retried or
   * runs, another is not added; once it is done or has failed, one can be added again.
   */
  readonly key?: string;
  /** Not before this many milliseconds from now. */
  readonly delayMs?: number;
  /** 1 is the most urgent. Jobs without a priority go before all that have one. */
  readonly priority?: number;
}

/** One job of several enqueued at once. */
export interface BulkJob extends EnqueueOptions {
  readonly payload: JobPayload;
}

/** What a handler is told beside the payload. */
export interface JobContext {
  /** 1 the first time, higher when an earlier attempt threw. */
  readonly attempt: number;
}

/**
 * Does one job; the payload is unparsed, for the job file's schema to check. A thrown error means another attempt
 * with back-off; BullMQ's `UnrecoverableError` fails the job at once. May run twice for the same job, so it must
 * do the thing once.
 */
export type JobHandler = (payload: unknown, context: JobContext) => Promise<void>;

const FAILED_KEPT_SECONDS = 7 * 24 * 3600;

/**
 * Attempts bridge a short interruption (1, 2, 4, 8 s); longer back-off belongs to the sweep that reads the database.
 * Kept jobs are limited by age, never by count: trimming by count deadlocks on PostgreSQL.
 */
const JOB_DEFAULTS = {
  attempts: 5,
  backoff: { type: "exponential", delay: 1_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: { age: FAILED_KEPT_SECONDS },
} as const satisfies JobsOptions;

/** What BullMQ is told of one job. */
export function toJobsOptions({ key, delayMs, priority }: EnqueueOptions): JobsOptions {
  return {
    ...JOB_DEFAULTS,
    ...(key !== undefined && { deduplication: { id: key } }),
    ...(delayMs !== undefined && { delay: delayMs }),
    ...(priority !== undefined && { priority }),
  };
}
