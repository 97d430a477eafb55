import { Kysely, Migrator, PostgresDialect, type Migration } from "kysely";
import { Pool } from "pg";
import { up as people } from "./migrations/0001-people.ts";
import { up as meetings } from "./migrations/0002-meetings.ts";
import { up as messages } from "./migrations/0003-messages.ts";
import { up as trace } from "./migrations/0004-trace-and-sessions.ts";
import { up as rooms } from "./migrations/0005-rooms.ts";
import { up as messagesInDoubt } from "./migrations/0006-messages-in-doubt.ts";
import { up as searchRules } from "./migrations/0007-search-rules.ts";
import { up as heldTimes } from "./migrations/0008-held-times.ts";
import { up as furtherParticipants } from "./migrations/0009-further-participants.ts";
import { up as messageChannels } from "./migrations/0010-message-channels.ts";
import { up as outcomes } from "./migrations/0011-outcomes.ts";
import { up as agreement } from "./migrations/0012-agreement.ts";
import { up as recallAndTexts } from "./migrations/0013-recall-and-texts.ts";

const migrations: Record<string, Migration> = {
  "0001-people": { up: people },
  "0002-meetings": { up: meetings },
  "0003-messages": { up: messages },
  "0004-trace-and-sessions": { up: trace },
  "0005-rooms": { up: rooms },
  "0006-messages-in-doubt": { up: messagesInDoubt },
  "0007-search-rules": { up: searchRules },
  "0008-held-times": { up: heldTimes },
  "0009-further-participants": { up: furtherParticipants },
  "0010-message-channels": { up: messageChannels },
  "0011-outcomes": { up: outcomes },
  "0012-agreement": { up: agreement },
  "0013-recall-and-texts": { up: recallAndTexts },
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
