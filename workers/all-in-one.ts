import { compose, type Samtid } from "../server/compose.ts";
import { loadDemoData } from "../server/demo/load-demo-data.ts";
import { readConfig, type Config } from "../server/platform/config.ts";
import { migrateToLatest } from "../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger, type Logger } from "../server/platform/logger.ts";
import { openPrintFolder } from "../server/platform/print/print-folder.ts";
import { startSmsSimulator } from "../server/platform/sms/sms-simulator.ts";
import { startMailCatcher } from "../server/platform/mail/mail-catcher.ts";
import { closeOnSignal, failToStart } from "../server/platform/shutdown.ts";
import { systemClock } from "../server/platform/system-clock.ts";
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
  const letters = config.NODE_ENV === "production" ? undefined : await openPrintFolder(config.LETTER_DIR);
  const server = await startServer(samtid, catcher && { mail: catcher, sms: simulator, letters });
  const { SMS_URL: url, SMS_USER: user, SMS_PASSWORD: password } = config;
  const workers = await startWorkers(samtid, databaseUrl, {
    smtpUrl: config.SMTP_URL ?? catcher?.smtpUrl ?? "",
    sms: url ? { url, user, password } : simulator,
  });
  closeOnSignal(
    [
      () => server.close(),
      () => workers.close(),
      async () => catcher?.stop(),
      async () => simulator?.stop(),
      () => samtid.database.close(),
      stopDatabase,
    ],
    logger,
  );
  await welcome(samtid, catcher !== undefined);
}

async function openDatabase(config: Config, logger: Logger) {
  if (config.DATABASE_URL) return { databaseUrl: config.DATABASE_URL, stop: async () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, logger });
  return { databaseUrl: postgres.url, stop: () => postgres.stop() };
}

/** A configured database or production mean a real installation, which starts empty: no invented people among real ones. */
async function loadDemoDataTheFirstTime(samtid: Samtid): Promise<void> {
  const { config, repositories } = samtid;
  if (config.DATABASE_URL || config.NODE_ENV === "production") return;
  if ((await repositories.people.listOrganisations()).length > 0) return;
  process.stdout.write("Loading demo data ...\n");
  await loadDemoData(samtid);
}

async function welcome({ config, repositories }: Samtid, mailIsCaught: boolean): Promise<void> {
  const lines = [`Samtid is ready: ${config.PUBLIC_URL}`];
  if (mailIsCaught)
    lines.push(`Mail, SMS and letters that are sent can be read at ${config.PUBLIC_URL}/dev/mail`);
  if (!config.OIDC_PROVIDERS) {
    const [fk, af] = await Promise.all([
      repositories.people.listSubjects("forsakringskassan"),
      repositories.people.listSubjects("arbetsformedlingen"),
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
    );
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}

main().catch(failToStart);
