import { sql, type Kysely } from "kysely";

/** One more way to reach a person: their digital mailbox. Who has links in all messages has them there too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table individual drop constraint individual_channel_order;
    alter table individual add constraint individual_channel_order
      check (channel_order <@ array['email', 'sms', 'digital_mailbox', 'letter', 'telephone']);
    alter table message drop constraint message_channel;
    alter table message add constraint message_channel
      check (channel in ('email', 'sms', 'digital_mailbox', 'letter', 'telephone'));

    alter table organisation alter column link_channels set default '{email,sms,digital_mailbox,letter}';
    update organisation set link_channels = '{email,sms,digital_mailbox,letter}'
      where link_channels @> '{email,sms,letter}';
  `.execute(db);
}
