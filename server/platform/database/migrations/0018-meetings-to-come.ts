import { sql, type Kysely } from "kysely";

/**
 * What has no proof of arrival is looked for among the meetings to come. It was looked for among all messages without
 * proof, whose index grew for ever and is no longer needed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index meeting_start on meeting (starts_at);
    drop index message_unproven;
  `.execute(db);
}
