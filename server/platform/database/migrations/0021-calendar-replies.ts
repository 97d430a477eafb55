import { sql, type Kysely } from "kysely";

/**
 * Answers that people's calendar programs send by mail. Each is kept as it came: the latest verified one tells which are older
 * than it, and one that is not verified has no effect until a handläggare confirms it. The same answer twice is one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table answer drop constraint answer_channel;
    alter table answer add constraint answer_channel check (channel in ('web', 'telephone', 'calendar'));
    alter table answer add column comment text;

    create table calendar_reply (
      id uuid primary key default gen_random_uuid(),
      participant_id uuid not null references participant,
      uid text not null,
      method text not null,
      status text not null,
      sequence integer not null,
      stamped_at timestamptz not null,
      time_version integer not null,
      comment text,
      proposed_starts_at timestamptz,
      proposed_ends_at timestamptz,
      verified boolean not null,
      received_at timestamptz not null,
      confirmed_at timestamptz,
      confirmed_by uuid references handlaggare,
      constraint calendar_reply_once unique (participant_id, uid, sequence, stamped_at, verified),
      constraint calendar_reply_method check (method in ('reply', 'counter')),
      constraint calendar_reply_status check (status in ('accepted', 'declined', 'tentative')),
      constraint calendar_reply_proposal check ((proposed_starts_at is null) = (proposed_ends_at is null)),
      constraint calendar_reply_confirmed_whole check ((confirmed_at is null) = (confirmed_by is null)),
      constraint calendar_reply_confirmed_unverified check (confirmed_at is null or not verified)
    );
  `.execute(db);
}
