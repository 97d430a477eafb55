import { sql, type Kysely } from "kysely";

/**
 * Guests on hold; where one who lost the connection comes back to, and until when; commands that were carried out, so that one sent
 * again is not carried out again. A participant's presence is in as many parts as it had, of which one at most is open. What
 * servers tell each other goes by NOTIFY, which carries 8 000 bytes: what is longer lies in a table for half a minute.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table seat
      add column place text,
      add column back_by timestamptz,
      add column version integer not null default 0,
      drop constraint seat_state,
      add constraint seat_state check (state in ('absent', 'waiting', 'in_call', 'on_hold', 'reconnecting', 'removed'));
    update seat set
      place = case when state in ('in_call', 'reconnecting') and (confirmed_by is not null or identified_by = 'staff_sign_in')
        then 'in_call' else 'waiting' end,
      back_by = case when state = 'reconnecting' then changed_at + interval '30 seconds' end;
    alter table seat
      alter column place set not null,
      add constraint seat_place check (place in ('waiting', 'in_call', 'on_hold')),
      add constraint seat_back_by check ((state = 'reconnecting') = (back_by is not null));
    drop index seat_taken;
    create index seat_taken on seat (node_id) where state in ('waiting', 'in_call', 'on_hold');
    create index seat_back_by on seat (back_by) where state = 'reconnecting';

    alter table room add column recent_commands uuid[] not null default '{}';

    alter table attendance
      drop constraint attendance_once,
      drop constraint attendance_kind,
      add constraint attendance_once primary key (participant_id, generation, kind, started_at),
      add constraint attendance_kind check (kind in ('lobby', 'call', 'hold'));
    create unique index attendance_one_at_a_time on attendance (participant_id) where ended_at is null;

    create unlogged table socket_io_attachments (
      id bigint generated always as identity primary key,
      created_at timestamptz not null default now(),
      payload bytea not null
    );
    create index socket_io_attachments_created_at on socket_io_attachments (created_at);
  `.execute(db);
}
