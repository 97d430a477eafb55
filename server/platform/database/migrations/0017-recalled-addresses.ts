import { sql, type Kysely } from "kysely";

/**
 * Where each message went, as far as its channel needs to know: a mail address, a number, or a name with an address. What
 * is recalled is told of there, once a channel and address, whatever has been put right since. A notice is a message that
 * belongs to its recall.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table message add column sent_to jsonb;
    update message set recall_id = r.id,
        sent_to = case when message.channel = 'email' and r.sent_to is not null
          then jsonb_build_object('email', r.sent_to) end
      from recall r where r.notice_id = message.id;
    alter table recall drop column notice_id;
    alter table recall drop column sent_to;
  `.execute(db);
}
