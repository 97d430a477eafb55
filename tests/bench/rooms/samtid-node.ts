import pg from "pg";
import { compose } from "../../../server/compose.ts";
import { readConfig } from "../../../server/platform/config.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { systemClock } from "../../../server/platform/system-clock.ts";
import { startServer } from "../../../server/start-server.ts";
import { serveParent } from "../year/child-process.ts";
import { ownCpuMs, ownState } from "./own-memory.ts";

/** What a server process is asked. */
export type AskedOfNode = "state" | "used";

/** What a server process has used so far. */
export interface NodeUse {
  readonly cpuMs: number;
  readonly statements: number;
}

/** A server process as `npm run server` composes it, which also tells what it holds and uses. */
await serveParent(import.meta.url, async (environment: Record<string, string>) => {
  let statements = 0;
  const ask = pg.Client.prototype.query;
  // Counts every way to ask, which pg has many of.
  pg.Client.prototype.query = function query(this: pg.Client, ...asked: unknown[]) {
    statements += 1;
    return Reflect.apply(ask, this, asked) as never;
  };
  const config = readConfig(environment);
  const logger = createLogger(config.LOG_LEVEL);
  const samtid = compose({ config, databaseUrl: config.DATABASE_URL!, clock: systemClock, logger });
  const server = await startServer(samtid);
  return {
    answer: async (asked) =>
      (asked as AskedOfNode) === "state" ? ownState() : { cpuMs: ownCpuMs(), statements },
    async close() {
      await server.close();
      await samtid.database.close();
    },
  };
});
