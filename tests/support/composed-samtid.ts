import { compose, type Samtid } from "../../server/compose.ts";
import type { Clock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import type { Logger } from "../../server/platform/logger.ts";
import { systemClock } from "../../server/platform/system-clock.ts";
import { createTestDatabase } from "./database.ts";
import { createWatchedLogger } from "./leaks/watched-logger.ts";

/** Samtid's use cases on a database of their own: nobody listens at a door, nothing happens by itself. */
export interface ComposedSamtid {
  readonly samtid: Samtid;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

const KEY = Buffer.alloc(32, 1).toString("base64");

/** Secrets that processes beside this one must have to read the same data. */
export const SHARED_SECRETS = { SESSION_KEYS: KEY, LINK_KEY: KEY, DATA_KEYS: `test:${KEY}` } as const;

/**
 * @param clock the system's own unless given.
 * @param ownLogger says nothing unless given; then nothing personal may be said, or `stop` throws.
 */
export async function composeSamtid(clock: Clock = systemClock, ownLogger?: Logger): Promise<ComposedSamtid> {
  const database = await createTestDatabase();
  const config = readConfig({
    NODE_ENV: "test",
    MAIL_FROM: "Samtid <samtid@example.test>",
    ...SHARED_SECRETS,
  });
  const watched = createWatchedLogger();
  const logger = ownLogger ?? watched.logger;
  const samtid = compose({ config, databaseUrl: database.url, clock, logger });
  return {
    samtid,
    databaseUrl: database.url,
    async stop() {
      await samtid.database.close();
      await database.drop();
      watched.expectNothingPersonal();
    },
  };
}
