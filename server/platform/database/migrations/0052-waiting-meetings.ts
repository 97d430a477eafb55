import { sql, type Kysely } from "kysely";

/** What an office waits for is found without looking at every meeting there has been. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index meeting_waiting on meeting (created_by)
    where status in ('draft', 'offered') or cancellation_reason in ('not_answered', 'offer_expired')`.execute(
    db,
  );
}
