import connectPgSimple from "connect-pg-simple";
import type expressSession from "express-session";
import type { Pool } from "pg";
import type { Logger } from "../platform/logger.ts";

/** A store of sessions that also knows how to stop its own sweeping of expired rows. */
export type SessionStore = expressSession.Store & { close(): void };

/** Makes the store from express-session itself, which only the doors may import. */
export type SessionStoreFactory = (session: typeof expressSession) => SessionStore;

/** Keeps sessions in the table `session`, where every server process finds them; expired rows are swept away. */
export function createSessionStore({ pool, logger }: { pool: Pool; logger: Logger }): SessionStoreFactory {
  return (session) => {
    const Store = connectPgSimple(session);
    return new Store({
      pool,
      tableName: "session",
      errorLog: (message: unknown, error: unknown) => logger.error({ err: error }, String(message)),
    });
  };
}
