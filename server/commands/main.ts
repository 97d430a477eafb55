import { compose, type Samtid } from "../compose.ts";
import { readConfig } from "../platform/config.ts";
import { migrateToLatest } from "../platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../platform/logger.ts";
import { failToStart } from "../platform/shutdown.ts";
import { systemClock } from "../platform/system-clock.ts";
import { countFigures } from "./count-figures.ts";
import { importHistoryFile } from "./import-history-file.ts";
import { rotateKeys } from "./rotate-keys.ts";
import { runRetention } from "./run-retention.ts";
import { verifyAudit } from "./verify-audit.ts";

/** What an operator runs by hand. Each gives the lines to print, and whether all was well. */
const COMMANDS: Readonly<
  Record<string, (samtid: Samtid, words: readonly string[]) => Promise<{ lines: string[]; isWell: boolean }>>
> = {
  "audit:verify": verifyAudit,
  "history:import": importHistoryFile,
  retention: runRetention,
  "keys:rotate": rotateKeys,
  "figures:count": countFigures,
};

/** `npm run audit:verify`, `history:import`, `retention`, `keys:rotate`, `figures:count`: on the database that is configured, or the embedded one. */
async function main(): Promise<void> {
  const [name = "", ...words] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command)
    throw new Error(`There is no command ${name}; there are ${Object.keys(COMMANDS).join(", ")}.`);
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  const logger = createLogger(config.LOG_LEVEL);
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: config.DATA_DIR, logger });
  const databaseUrl = config.DATABASE_URL ?? embedded!.url;
  await migrateToLatest(databaseUrl);
  const samtid = compose({ config, databaseUrl, clock: systemClock, logger });
  try {
    const { lines, isWell } = await command(samtid, words);
    process.stdout.write(`${lines.join("\n")}\n`);
    process.exitCode = isWell ? 0 : 1;
  } finally {
    await samtid.database.close();
    await embedded?.stop();
  }
}

main().catch(failToStart);
