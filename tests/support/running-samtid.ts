import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, type Samtid } from "../../server/compose.ts";
import type { Clock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { openPrintFolder, type PrintFolder } from "../../server/platform/print/print-folder.ts";
import { startSmsSimulator, type SmsSimulator } from "../../server/platform/sms/sms-simulator.ts";
import { startMailCatcher, type MailCatcher } from "../../server/platform/mail/mail-catcher.ts";
import { systemClock } from "../../server/platform/system-clock.ts";
import { startServer } from "../../server/start-server.ts";
import { startWorkers } from "../../workers/start-workers.ts";
import { createApiBrowser, type ApiBrowser } from "./api-browser.ts";
import { createTestDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";

/** The whole of Samtid in this process, as `npm start` runs it, on a database and a mail catcher of its own. */
export interface RunningSamtid {
  readonly origin: string;
  readonly samtid: Samtid;
  readonly catcher: MailCatcher;
  readonly simulator: SmsSimulator;
  readonly letters: PrintFolder;
  readonly databaseUrl: string;
  /** A browser without a session. */
  browser(): ApiBrowser;
  /** A browser in which a handläggare has signed in through the development provider. */
  signedIn(organisationId: "forsakringskassan" | "arbetsformedlingen", subject: string): Promise<ApiBrowser>;
  stop(): Promise<void>;
}

/**
 * Starts everything on free ports.
 *
 * @param options.clock the system's own unless given.
 * @param options.prepare fills the database before the doors open.
 */
export async function startSamtid(
  options: { clock?: Clock; redisUrl?: string; prepare?: (samtid: Samtid) => Promise<unknown> } = {},
): Promise<RunningSamtid> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-test-"));
  const port = await freePort();
  const config = readConfig({
    NODE_ENV: "test",
    PORT: String(port),
    DATA_DIR: dataDir,
    MAIL_FROM: "Samtid <samtid@example.test>",
    LOG_LEVEL: "silent",
    REDIS_URL: options.redisUrl,
  });
  const logger = createLogger(config.LOG_LEVEL);
  const clock = options.clock ?? systemClock;
  const samtid = compose({ config, databaseUrl: database.url, clock, logger });
  await options.prepare?.(samtid);
  const catcher = await startMailCatcher({ dataDir, clock, logger });
  const simulator = await startSmsSimulator({ dataDir, clock, logger });
  const letters = await openPrintFolder(config.LETTER_DIR);
  const server = await startServer(samtid, { mail: catcher, sms: simulator, letters });
  const workers = await startWorkers(samtid, database.url, { smtpUrl: catcher.smtpUrl, sms: simulator });
  const origin = config.PUBLIC_URL;
  return {
    origin,
    samtid,
    catcher,
    simulator,
    letters,
    databaseUrl: database.url,
    browser: () => createApiBrowser(origin),
    async signedIn(organisationId, subject) {
      const browser = createApiBrowser(origin);
      await browser.signIn(organisationId, subject);
      return browser;
    },
    async stop() {
      await server.close();
      await workers.close();
      await catcher.stop();
      await simulator.stop();
      await samtid.database.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
