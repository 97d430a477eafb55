import { compose } from "../server/compose.ts";
import { readConfig } from "../server/platform/config.ts";
import { migrateToLatest } from "../server/platform/database/migrate.ts";
import { createLogger } from "../server/platform/logger.ts";
import { closeOnSignal, failToStart } from "../server/platform/shutdown.ts";
import { systemClock } from "../server/platform/system-clock.ts";
import { startWorkers } from "./start-workers.ts";

/** `npm run worker`: the workers alone, on a database and a mail server that are configured. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const { DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl } = config;
  if (!databaseUrl || !smtpUrl)
    throw new Error("Set DATABASE_URL and SMTP_URL to run the workers apart, or use npm start.");
  const logger = createLogger(config.LOG_LEVEL);
  await migrateToLatest(databaseUrl);
  const samtid = compose({ config, databaseUrl, clock: systemClock, logger });
  const { SMS_URL: url, SMS_USER: user, SMS_PASSWORD: password } = config;
  const sms = url ? { url, user, password } : undefined;
  const { MAILBOX_URL, MAILBOX_TOKEN: token } = config;
  const mailboxes = MAILBOX_URL ? { url: MAILBOX_URL, token } : undefined;
  const workers = await startWorkers(samtid, databaseUrl, { smtpUrl, sms, mailboxes });
  closeOnSignal([() => workers.close(), () => samtid.database.close()], logger);
  logger.info("workers ready");
}

main().catch(failToStart);
