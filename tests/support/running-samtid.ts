import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, type Samtid } from "../../server/compose.ts";
import type { Clock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import type { Logger } from "../../server/platform/logger.ts";
import {
  startMailboxSimulator,
  type MailboxSimulator,
} from "../../server/platform/mailbox/mailbox-simulator.ts";
import { openPrintFolder, type PrintFolder } from "../../server/platform/print/print-folder.ts";
import { startSmsSimulator, type SmsSimulator } from "../../server/platform/sms/sms-simulator.ts";
import { startMailCatcher, type MailCatcher } from "../../server/platform/mail/mail-catcher.ts";
import { systemClock } from "../../server/platform/system-clock.ts";
import { createCalendarProgram } from "../../server/platform/mail/calendar-program.ts";
import { openMailIn } from "../../server/start-mail-in.ts";
import { startServer } from "../../server/start-server.ts";
import { startWorkers } from "../../workers/start-workers.ts";
import { createApiBrowser, type ApiBrowser } from "./api-browser.ts";
import { createTestDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { expectNothingPersonalSent } from "./leaks/searched-post.ts";
import { createWatchedLogger } from "./leaks/watched-logger.ts";

/** The whole of Samtid in this process, as `npm start` runs it, on a database and a mail catcher of its own. */
export interface RunningSamtid {
  readonly origin: string;
  readonly samtid: Samtid;
  readonly catcher: MailCatcher;
  readonly simulator: SmsSimulator;
  readonly mailboxes: MailboxSimulator;
  readonly letters: PrintFolder;
  /** Where answers from calendars and bounces come in. */
  readonly mailInPort: number;
  readonly databaseUrl: string;
  /** A browser without a session. */
  browser(): ApiBrowser;
  /** A browser in which a handläggare has signed in through the development provider. */
  signedIn(organisationId: "forsakringskassan" | "arbetsformedlingen", subject: string): Promise<ApiBrowser>;
  /** @throws Error when something personal was logged, or sent where others can read it. */
  stop(): Promise<void>;
}

/**
 * Starts everything on free ports.
 *
 * @param options.clock the system's own unless given.
 * @param options.ownLogger shows nothing unless given.
 * @param options.prepare fills the database before the doors open.
 * @param options.environment configuration that differs from the usual.
 */
export async function startSamtid(
  options: {
    clock?: Clock;
    redisUrl?: string;
    ownLogger?: Logger;
    prepare?: (samtid: Samtid) => Promise<unknown>;
    environment?: Readonly<Record<string, string>>;
  } = {},
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
    CALENDARS_FROM_LOOPBACK: "yes",
    ...options.environment,
  });
  const watched = createWatchedLogger();
  const logger = options.ownLogger ?? watched.logger;
  const clock = options.clock ?? systemClock;
  const samtid = compose({ config, databaseUrl: database.url, clock, logger });
  await options.prepare?.(samtid);
  const catcher = await startMailCatcher({ dataDir, clock, logger });
  const simulator = await startSmsSimulator({ dataDir, clock, logger });
  const mailboxes = await startMailboxSimulator({ dataDir, clock, logger });
  const letters = await openPrintFolder(config.LETTER_DIR);
  const mailIn = (await openMailIn(samtid))!;
  const calendarProgram = createCalendarProgram(mailIn);
  const server = await startServer(samtid, {
    mail: catcher,
    sms: simulator,
    mailboxes,
    letters,
    calendarProgram,
  });
  const workers = await startWorkers(samtid, database.url, {
    smtpUrl: catcher.smtpUrl,
    sms: simulator,
    mailboxes,
  });
  const origin = config.PUBLIC_URL;
  return {
    origin,
    samtid,
    catcher,
    simulator,
    mailboxes,
    letters,
    mailInPort: mailIn.port,
    databaseUrl: database.url,
    browser: () => createApiBrowser(origin),
    async signedIn(organisationId, subject) {
      const browser = createApiBrowser(origin);
      await browser.signIn(organisationId, subject);
      return browser;
    },
    async stop() {
      await server.close();
      await mailIn.stop();
      await workers.close();
      const sent = [await catcher.list(), await simulator.list()] as const;
      await catcher.stop();
      await simulator.stop();
      await mailboxes.stop();
      await samtid.database.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
      watched.expectNothingPersonal();
      expectNothingPersonalSent(...sent);
    },
  };
}
