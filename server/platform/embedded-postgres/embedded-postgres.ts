import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "../logger.ts";
import { findPackage, prepareBinaries } from "./binaries.ts";
import { createClusterFolder, DATABASE_USER, ensureCluster } from "./cluster.ts";
import { claimOwnership, type Ownership } from "./owner.ts";
import { startPostmaster, stopOrphan, type Postmaster, type PostmasterOptions } from "./postmaster.ts";
import { findServerUser } from "./server-user.ts";

const DATABASE = "samtid";
const POLL_MS = 10;
const START_TIMEOUT_MS = 120_000;
const MAX_ATTEMPTS = 5;
const PASSING_FAILURE = /could not bind|pre-existing shared memory block|lock file "postmaster.pid"/;
const TEST_SPEED = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** A PostgreSQL server of our own, on this machine only. */
export interface EmbeddedPostgres {
  /** Address of the database `samtid`, password included: never log it. */
  readonly url: string;
  /** Shuts the server down in order; open connections are broken off. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The data folder; the server keeps its files in `postgres/` there. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** `false` only for tests: several times faster, but a power failure may lose everything. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
}

/**
 * Starts a real PostgreSQL from the binaries npm installed, so that Samtid runs where nothing else is installed.
 *
 * What an earlier process left behind after kill -9 is cleared away first.
 *
 * @throws Error with a message for the operator: it can't run here (use DATABASE_URL), or Samtid already runs on
 *   this folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, logger, durable = true, maxConnections = 300 } = options;
  const user = await findServerUser();
  const binaries = await prepareBinaries(findPackage(), user);
  const files = await createClusterFolder(dataDir, user);
  const ownership = await claimOwnership(files.owner, dataDir, (pid) =>
    logger.warn({ pid }, "another Samtid process runs on this data folder; waiting for it to stop"),
  );
  try {
    const password = await ensureCluster(files, binaries, user);
    const settings = { max_connections: String(maxConnections), ...(durable ? {} : TEST_SPEED) };
    const server = await startUntilReady({ binaries, files, user, settings }, password, logger);
    return supervise(server, databaseUrl(server.port, password, DATABASE), ownership, logger);
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

/** Tries again when another process took the port, or when the last server's processes are still going away. */
async function startUntilReady(
  options: PostmasterOptions,
  password: string,
  logger: Logger,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const orphan = await stopOrphan(options.files);
    if (orphan !== undefined)
      logger.warn({ pid: orphan }, "stopped a database server left by a killed process");
    const server = await startPostmaster(options);
    const failure = await createDatabaseWhenUp(server, password).then(() => undefined, String);
    if (failure === undefined) return server;
    await stopServer(server);
    const log = await readFile(options.files.log, "utf8");
    if (!PASSING_FAILURE.test(log) || attempt === MAX_ATTEMPTS) {
      throw new Error(`The embedded PostgreSQL did not start: ${failure}\n${log.trim()}`);
    }
    await wait(attempt * 100);
  }
}

async function createDatabaseWhenUp(server: Postmaster, password: string): Promise<void> {
  const deadline = AbortSignal.timeout(START_TIMEOUT_MS);
  for (;;) {
    const client = new pg.Client({ connectionString: databaseUrl(server.port, password, "postgres") });
    try {
      await client.connect();
      const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
      return;
    } catch (error) {
      if (hasEnded(server.process) || deadline.aborted || !isNotYetUp(error)) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await wait(POLL_MS);
  }
}

/** Nobody listens yet, or (57P03, cannot_connect_now) the server is starting up. */
function isNotYetUp(error: unknown): boolean {
  return ["ECONNREFUSED", "57P03"].includes((error as { code?: string }).code ?? "");
}

function supervise(server: Postmaster, url: string, ownership: Ownership, logger: Logger): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  server.process.once("exit", (code, signal) => {
    if (stopped === undefined) logger.error({ code, signal }, "the embedded PostgreSQL ended unexpectedly");
  });
  return { url, stop: () => (stopped ??= stopServer(server).then(() => ownership.release())) };
}

async function stopServer({ process: child }: Postmaster): Promise<void> {
  if (hasEnded(child)) return;
  child.ref();
  const ended = once(child, "exit");
  // PostgreSQL's fast shutdown.
  child.kill("SIGINT");
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function databaseUrl(port: number, password: string, database: string): string {
  return `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;
}
