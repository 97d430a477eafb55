import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrateToLatest } from "../../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../../server/platform/logger.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server's database `samtid`, as superuser. */
    databaseAdminUrl: string;
    /** Name of the migrated, empty database that every test file gets a copy of. */
    databaseTemplate: string;
  }
}

interface TestServer {
  readonly adminUrl: string;
  readonly template: string;
  stop(): Promise<void>;
}

/** Projects load this file separately but in one process: the run's only server hangs on the process. */
const shared = globalThis as { samtidTestServer?: Promise<TestServer>; samtidTestServerUsers?: number };

/** vitest's global set-up: one PostgreSQL for the run, whichever and however many projects ask for it. */
export async function setup(project: TestProject): Promise<void> {
  shared.samtidTestServerUsers = (shared.samtidTestServerUsers ?? 0) + 1;
  const server = await (shared.samtidTestServer ??= startTestServer());
  project.provide("databaseAdminUrl", server.adminUrl);
  project.provide("databaseTemplate", server.template);
}

/** Stops the server when the last project has finished. */
export async function teardown(): Promise<void> {
  shared.samtidTestServerUsers = (shared.samtidTestServerUsers ?? 1) - 1;
  if (shared.samtidTestServerUsers > 0) return;
  const server = await shared.samtidTestServer;
  delete shared.samtidTestServer;
  await server?.stop();
}

async function startTestServer(): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-test-"));
  const cleaner = cleanUpAfterUs(dataDir);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    logger: createLogger("warn"),
    durable: false,
    maxConnections: 500,
  });
  return {
    adminUrl: postgres.url,
    template: await createTemplate(postgres.url),
    async stop() {
      await postgres.stop();
      cleaner.ref();
      const cleaned = once(cleaner, "exit");
      cleaner.stdin.end();
      await cleaned;
    },
  };
}

/**
 * A shell that waits for the end of this process, however it ends (Ctrl-C, kill -9), and then stops the server, if
 * it still runs, and removes its folder.
 */
function cleanUpAfterUs(dataDir: string) {
  const script = `
    trap "" INT TERM HUP
    cat > /dev/null
    pid=$(head -n 1 "$1/postgres/cluster/postmaster.pid" 2> /dev/null) && kill -QUIT "$pid"
    while kill -0 "$pid" 2> /dev/null; do sleep 0.1; done
    rm -rf "$1"`;
  const shell = spawn("sh", ["-c", script, "sh", dataDir], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.unref();
  return shell;
}

async function createTemplate(adminUrl: string): Promise<string> {
  const template = "samtid_template";
  const url = new URL(adminUrl);
  url.pathname = template;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`create database ${template}`);
    await migrateToLatest(url.href);
    // PostgreSQL copies a database only while nobody is connected to it.
    await client.query(`alter database ${template} with is_template true allow_connections false`);
  } finally {
    await client.end();
  }
  return template;
}
