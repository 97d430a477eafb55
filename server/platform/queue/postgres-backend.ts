import { createPostgresBackend, runMigrations, withBackend } from "bullmq";
import pg from "pg";
import { createPreparingClient } from "../database/prepared-statements.ts";
import { WORKER_TIMINGS, type QueueBackend } from "./queue-backend.ts";

const SCHEMA = "bullmq";
const MOST_LISTENERS = 50;

/** Room beside the one connection each worker holds for LISTEN. */
const SPARE_CONNECTIONS = 5;
const CONNECT_TIMEOUT_MS = 5_000;

/** What the PostgreSQL backend needs. */
export interface PostgresBackendOptions {
  /** `postgres://…` */
  readonly databaseUrl: string;
  /** Upper bound of workers started on this backend; the pool is sized by it. */
  readonly maxWorkers: number;
  /** Told of every lost connection. BullMQ and the pool reconnect by themselves. */
  readonly onError: (error: Error) => void;
}

/**
 * BullMQ on PostgreSQL, in a schema and a pool of its own.
 *
 * The schema is created or brought up to date first; BullMQ does that in one transaction behind an advisory
 * lock, so processes may start at once.
 *
 * @throws when the database can't be reached.
 */
export async function openPostgresBackend(options: PostgresBackendOptions): Promise<QueueBackend> {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    Client: createPreparingClient(),
    // What the queue loses when the database crashes is handed over to it again; what is true is not kept here.
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off`,
    max: options.maxWorkers + SPARE_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: "samtid-queue",
  });
  pool.on("error", options.onError);
  // Each queue and each worker listens for itself: more than Node takes for a leak.
  pool.setMaxListeners(MOST_LISTENERS);
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const { Queue, Worker } = withBackend(createPostgresBackend);
  return {
    openQueue: (name) => new Queue(name, { connection: pool }),
    openWorker: (name, processor, settings) =>
      new Worker(name, processor, { ...WORKER_TIMINGS, ...settings, connection: pool }),
    close: () => pool.end(),
  };
}

async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}
