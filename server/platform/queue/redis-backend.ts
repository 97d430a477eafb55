import { createRedisBackend, withBackend } from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import { WORKER_TIMINGS, type QueueBackend } from "./queue-backend.ts";

/** Keeps our keys apart from others' in a shared Redis. */
const PREFIX = "samtid";
const LONGEST_RECONNECT_DELAY_MS = 2_000;

/** What the Redis backend needs. */
export interface RedisBackendOptions {
  /** `redis://…` or `rediss://…` (TLS). */
  readonly redisUrl: string;
  /** Told of every lost connection. ioredis reconnects by itself. */
  readonly onError: (error: Error) => void;
}

/**
 * BullMQ on Redis.
 *
 * Queues and workers have a connection each: while Redis is away a worker waits, but enqueueing fails at once
 * instead of piling up in memory, for the sweep enqueues again what the database says is due.
 *
 * @throws when Redis can't be reached.
 */
export async function openRedisBackend(options: RedisBackendOptions): Promise<QueueBackend> {
  const producer = await connect(options, { enableOfflineQueue: false });
  const consumer = await connect(options, {});
  const { Queue, Worker } = withBackend(createRedisBackend);
  return {
    openQueue: (name) => new Queue(name, { connection: producer, prefix: PREFIX }),
    openWorker: (name, processor, settings) =>
      new Worker(name, processor, { ...WORKER_TIMINGS, ...settings, connection: consumer, prefix: PREFIX }),
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

async function connect({ redisUrl, onError }: RedisBackendOptions, more: RedisOptions): Promise<Redis> {
  const client = new Redis(redisUrl, {
    ...more,
    lazyConnect: true,
    // BullMQ's blocking reads outlast any number of retries.
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_DELAY_MS),
  });
  client.on("error", onError);
  try {
    await client.connect();
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return client;
}
