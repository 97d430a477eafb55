import { sql, type Kysely } from "kysely";

/** The types of offers at which an office needs nobody of its own: the other agency meets the individual alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table office add column stays_away_from text[] not null default '{}'`.execute(db);
}
