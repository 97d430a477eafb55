import { compose } from "./compose.ts";
import { readConfig } from "./platform/config.ts";
import { migrateToLatest } from "./platform/database/migrate.ts";
import { createLogger } from "./platform/logger.ts";
import { closeOnSignal, failToStart } from "./platform/shutdown.ts";
import { systemClock } from "./platform/system-clock.ts";
import { openMailIn } from "./start-mail-in.ts";
import { startServer } from "./start-server.ts";

/** `npm run server`: the HTTP and socket server alone, on a database that is configured. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const databaseUrl = config.DATABASE_URL;
  if (!databaseUrl) throw new Error("Set DATABASE_URL to run the server apart, or use npm start.");
  const logger = createLogger(config.LOG_LEVEL);
  await migrateToLatest(databaseUrl);
  const samtid = compose({ config, databaseUrl, clock: systemClock, logger });
  const server = await startServer(samtid);
  const mailIn = await openMailIn(samtid);
  closeOnSignal([() => server.close(), async () => mailIn?.stop(), () => samtid.database.close()], logger);
  logger.info({ url: config.PUBLIC_URL }, "server ready");
}

main().catch(failToStart);
