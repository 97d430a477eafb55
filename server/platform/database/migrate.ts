import { Kysely, Migrator, PostgresDialect, type Migration } from "kysely";
import { Pool } from "pg";
import * as people from "./migrations/0001-people.ts";
import * as meetings from "./migrations/0002-meetings.ts";
import * as messages from "./migrations/0003-messages.ts";
import * as trace from "./migrations/0004-trace-and-sessions.ts";
import * as rooms from "./migrations/0005-rooms.ts";

const migrations: Record<string, Migration> = {
  "0001-people": people,
  "0002-meetings": meetings,
  "0003-messages": messages,
  "0004-trace-and-sessions": trace,
  "0005-rooms": rooms,
};

/**
 * Brings a database to the newest schema. Safe to run from two processes at once: Kysely holds a lock meanwhile.
 *
 * @throws when a migration fails; it is rolled back whole.
 */
export async function migrateToLatest(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error instanceof Error ? error : new Error("Migration failed", { cause: error });
  } finally {
    await db.destroy();
  }
}
