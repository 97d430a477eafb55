import { sql, type Kysely } from "kysely";

/**
 * Administrators, and messages set aside for them: `faults` counts the attempts that ended in an error of ours, `error` says
 * which without anything of the message, and `attempts_before_retry` is where back-off begins anew.
 *
 * `link_channels`: the channels whose texts to people outside the agencies carry a link, by who sends them.
 *
 * Why a meeting came at short notice is part of what happened, and can't be changed afterwards either.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table handlaggare add column is_administrator boolean not null default false;

    alter table message add column faults integer not null default 0;
    alter table message add column error text;
    alter table message add column attempts_before_retry integer not null default 0;
    create index message_failed on message (changed_at) where state = 'failed';

    alter table organisation add column link_channels text[] not null default '{email,sms,letter}';

    alter table event_log add column short_notice_reason text;
    alter table event_log add column short_notice_text text;
    alter table event_log add constraint event_log_short_notice_reason
      check (short_notice_reason in ('persons_wish', 'last_useful_day', 'replaces_another', 'other'));
  `.execute(db);
}
