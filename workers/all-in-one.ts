import { compose, type Samtid } from "../server/compose.ts";
import { loadDemoData } from "../server/demo/load-demo-data.ts";
import { loadDemoHistory } from "../server/demo/load-demo-history.ts";
import { readConfig, type Config } from "../server/platform/config.ts";
import { migrateToLatest } from "../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger, type Logger } from "../server/platform/logger.ts";
import { startMailboxSimulator } from "../server/platform/mailbox/mailbox-simulator.ts";
import { openPrintFolder } from "../server/platform/print/print-folder.ts";
import { startSmsSimulator } from "../server/platform/sms/sms-simulator.ts";
import { createCalendarProgram } from "../server/platform/mail/calendar-program.ts";
import { startMailCatcher } from "../server/platform/mail/mail-catcher.ts";
import { closeOnSignal, failToStart } from "../server/platform/shutdown.ts";
import { systemClock } from "../server/platform/system-clock.ts";
import { openMailIn } from "../server/start-mail-in.ts";
import { startServer } from "../server/start-server.ts";
import { startWorkers } from "./start-workers.ts";

/**
 * `npm start`: everything in one process. What isn't configured is brought along: PostgreSQL, a mail catcher, a
 * sign-in with test people, demo data.
 */
async function main(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  const logger = createLogger(config.LOG_LEVEL);
  const { databaseUrl, stop: stopDatabase } = await openDatabase(config, logger);
  await migrateToLatest(databaseUrl);
  const samtid = compose({ config, databaseUrl, clock: systemClock, logger });
  await loadDemoDataTheFirstTime(samtid);
  const catcher = config.SMTP_URL
    ? undefined
    : await startMailCatcher({ dataDir: config.DATA_DIR, clock: systemClock, logger });
  const simulator = config.SMS_URL
    ? undefined
    : await startSmsSimulator({ dataDir: config.DATA_DIR, clock: systemClock, logger });
  const mailboxes =
    config.MAILBOX_URL || config.NODE_ENV === "production"
      ? undefined
      : await startMailboxSimulator({ dataDir: config.DATA_DIR, clock: systemClock, logger });
  const letters = config.NODE_ENV === "production" ? undefined : await openPrintFolder(config.LETTER_DIR);
  const mailIn = await openMailIn(samtid);
  const server = await startServer(
    samtid,
    catcher && {
      mail: catcher,
      sms: simulator,
      mailboxes,
      letters,
      calendarProgram: mailIn && createCalendarProgram(mailIn),
    },
  );
  const { SMS_URL: url, SMS_USER: user, SMS_PASSWORD: password, MAILBOX_URL, MAILBOX_TOKEN: token } = config;
  const history = tellHistory(samtid);
  const workers = await startWorkers(history.counted, databaseUrl, {
    smtpUrl: config.SMTP_URL ?? catcher?.smtpUrl ?? "",
    sms: url ? { url, user, password } : simulator,
    mailboxes: MAILBOX_URL ? { url: MAILBOX_URL, token } : mailboxes,
  });
  closeOnSignal(
    [
      () => history.stop(),
      () => server.close(),
      async () => mailIn?.stop(),
      () => workers.close(),
      async () => catcher?.stop(),
      async () => simulator?.stop(),
      async () => mailboxes?.stop(),
      () => samtid.database.close(),
      stopDatabase,
    ],
    logger,
  );
  await welcome(samtid, { mailIsCaught: catcher !== undefined, mailInPort: mailIn?.port });
}

async function openDatabase(config: Config, logger: Logger) {
  if (config.DATABASE_URL) return { databaseUrl: config.DATABASE_URL, stop: async () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, logger });
  return { databaseUrl: postgres.url, stop: () => postgres.stop() };
}

/** A configured database or production mean a real installation, which starts empty: no invented people among real ones. */
const isReal = ({ config }: Samtid) => Boolean(config.DATABASE_URL) || config.NODE_ENV === "production";

async function loadDemoDataTheFirstTime(samtid: Samtid): Promise<void> {
  const { repositories } = samtid;
  if (isReal(samtid)) return;
  if ((await repositories.people.listOrganisations()).length > 0) return;
  process.stdout.write("Loading demo data ...\n");
  await loadDemoData(samtid);
}

/**
 * What there is to follow up comes while the pages are used already.
 *
 * @returns how to break it off (it goes on next time), and Samtid that counts no month before it is told: a month is counted once.
 */
function tellHistory(samtid: Samtid): { stop(): Promise<void>; counted: Samtid } {
  let isStopping = false;
  const told = isReal(samtid)
    ? Promise.resolve()
    : loadDemoHistory(samtid, { isStopping: () => isStopping }).catch((error: unknown) =>
        samtid.logger.error({ err: error }, "the demo history could not be loaded"),
      );
  return {
    stop() {
      isStopping = true;
      return told;
    },
    counted: {
      ...samtid,
      countMonths: {
        ...samtid.countMonths,
        countDue: async () => {
          await told;
          return isStopping ? 0 : samtid.countMonths.countDue();
        },
      },
    },
  };
}

async function welcome(
  { config, repositories }: Samtid,
  { mailIsCaught, mailInPort }: { mailIsCaught: boolean; mailInPort: number | undefined },
): Promise<void> {
  const lines = [`Samtid is ready: ${config.PUBLIC_URL}`];
  if (mailIsCaught)
    lines.push(
      `Mail, SMS, letters and what goes to digital mailboxes can be read at ${config.PUBLIC_URL}/dev/mail`,
    );
  if (mailInPort)
    lines.push(`Answers from calendars are taken in by SMTP at ${config.MAIL_IN_HOST}:${mailInPort}`);
  if (!config.OIDC_PROVIDERS) {
    const [fk, af, administrators, auditors] = await Promise.all([
      repositories.people.listSubjects("forsakringskassan"),
      repositories.people.listSubjects("arbetsformedlingen"),
      repositories.people.listAdministrators(),
      repositories.people.listAuditors(),
    ]);
    const names = (people: readonly { name: string }[]) =>
      people
        .slice(0, 3)
        .map(({ name }) => name)
        .join(", ");
    lines.push(
      "Sign in as any test person, without a password:",
      `  Försäkringskassan:  ${names(fk)} and ${fk.length - 3} more`,
      `  Arbetsförmedlingen: ${names(af)} and ${af.length - 3} more`,
      `  Administrators:     ${names(administrators)}`,
      `  Auditors:           ${names(auditors)}`,
    );
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}

main().catch(failToStart);
