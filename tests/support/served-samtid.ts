import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, type Samtid } from "../../server/compose.ts";
import type { Clock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { startServer } from "../../server/start-server.ts";
import { createTestDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { createWatchedLogger } from "./leaks/watched-logger.ts";

/** Samtid with its doors open and nothing else: no worker sends anything, nothing happens by itself. */
export interface ServedSamtid {
  readonly samtid: Samtid;
  readonly origin: string;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** @param environment beside what every test has. */
export async function serveSamtid(
  clock: Clock,
  environment: Record<string, string> = {},
): Promise<ServedSamtid> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-served-"));
  const port = await freePort();
  const config = readConfig({
    NODE_ENV: "test",
    PORT: String(port),
    DATA_DIR: dataDir,
    MAIL_FROM: "Samtid <samtid@example.test>",
    LOG_LEVEL: "silent",
    CALENDARS_FROM_LOOPBACK: "yes",
    ...environment,
  });
  const { logger, expectNothingPersonal } = createWatchedLogger();
  const samtid = compose({ config, databaseUrl: database.url, clock, logger });
  const server = await startServer(samtid);
  return {
    samtid,
    origin: `http://localhost:${port}`,
    databaseUrl: database.url,
    async stop() {
      await server.close();
      await samtid.database.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
      expectNothingPersonal();
    },
  };
}
