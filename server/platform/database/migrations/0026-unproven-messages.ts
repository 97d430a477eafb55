import { sql, type Kysely } from "kysely";

/**
 * What has no proof of arrival is found by indexes that hold that alone, and shrink again as it is proven or passed on: only what
 * went to somebody outside the agencies keeps where it was sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index message_unproven on message (handed_over_at)
      where state = 'handed_over' and passed_on_at is null and delivered_at is null and opened_at is null
        and sent_to is not null and kind in ('offer', 'invitation', 'moved', 'cancellation');
    create index message_not_passed_on on message (queued_at) where state = 'failed' and passed_on_at is null;
  `.execute(db);
}
