import { sql, type Kysely } from "kysely";

/**
 * More ways to reach a person than mail and telephone, in the order they are to be tried, and how far each message is
 * known to have come. An instant is set by whoever knows it: the mail server or gateway that took the message, the
 * delivery report, the page that was opened. `passed_on_at` is when the next channel was tried.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table individual add column address jsonb;
    alter table individual add column channel_order text[];
    alter table individual add constraint individual_channel_order
      check (channel_order <@ array['email', 'sms', 'letter', 'telephone']);

    alter table message drop constraint message_channel;
    alter table message add constraint message_channel check (channel in ('email', 'sms', 'letter', 'telephone'));
    alter table message add column handed_over_at timestamptz;
    alter table message add column delivered_at timestamptz;
    alter table message add column bounced_at timestamptz;
    alter table message add column opened_at timestamptz;
    alter table message add column passed_on_at timestamptz;
    update message set handed_over_at = changed_at where state = 'handed_over';
    create index message_unproven on message (queued_at)
      where passed_on_at is null and delivered_at is null and opened_at is null;

    create or replace function announce_message() returns trigger language plpgsql as $$
    begin
      perform pg_notify('message_queued', new.channel || ' ' || new.id);
      return null;
    end $$;
    create trigger message_progress_announce after update of delivered_at, bounced_at, opened_at on message for each row
      when (old.state is not distinct from new.state) execute function announce_meeting();

    alter table one_time_link add column code_hash bytea;
    alter table one_time_link add constraint one_time_link_code_unique unique (code_hash);
  `.execute(db);
}
