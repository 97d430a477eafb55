import { sql, type Kysely } from "kysely";

/**
 * Messages with their own delivery state, one-time links and feed tokens. A message is one per meeting,
 * time version, participant, kind and channel, so that writing it twice is the same as writing it once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table message (
      id uuid primary key default gen_random_uuid(),
      meeting_id uuid not null references meeting,
      participant_id uuid not null references participant,
      time_version integer not null,
      kind text not null,
      channel text not null,
      state text not null,
      attempts integer not null default 0,
      not_before timestamptz not null,
      lease_until timestamptz,
      queued_at timestamptz not null,
      changed_at timestamptz not null,
      failure text,
      constraint message_once unique (meeting_id, time_version, participant_id, kind, channel),
      constraint message_kind check (kind in ('invitation', 'moved', 'cancellation', 'reminder_week', 'reminder_day', 'reminder_hour')),
      constraint message_channel check (channel in ('email', 'telephone')),
      constraint message_state check (state in ('queued', 'sending', 'handed_over', 'failed', 'superseded', 'to_do', 'done')),
      constraint message_lease check ((state = 'sending') = (lease_until is not null))
    );
    create index message_waiting on message (not_before) where state = 'queued';
    create index message_leased on message (lease_until) where state = 'sending';
    create index message_participant on message (participant_id);

    create function announce_message() returns trigger language plpgsql as $$
    begin
      perform pg_notify('message_queued', new.id::text);
      return null;
    end $$;
    create trigger message_announce after insert on message for each row
      when (new.state = 'queued') execute function announce_message();

    create trigger message_state_announce after update of state on message for each row
      when (old.state is distinct from new.state) execute function announce_meeting();

    create table one_time_link (
      id uuid primary key default gen_random_uuid(),
      participant_id uuid not null references participant,
      token_hash bytea not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      first_opened_at timestamptz,
      revoked_at timestamptz,
      constraint one_time_link_token_unique unique (token_hash),
      constraint one_time_link_one_per_participant unique (participant_id)
    );

    create table feed (
      id uuid primary key default gen_random_uuid(),
      handlaggare_id uuid not null references handlaggare,
      token_hash bytea not null,
      label text not null,
      detail_level text not null,
      created_at timestamptz not null,
      last_fetched_at timestamptz,
      last_fetched_by text,
      revoked_at timestamptz,
      constraint feed_token_unique unique (token_hash),
      constraint feed_detail_level check (detail_level in ('busy', 'type', 'reference'))
    );
    create index feed_handlaggare on feed (handlaggare_id);
  `.execute(db);
}
