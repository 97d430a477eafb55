import { sql, type Kysely } from "kysely";

/**
 * Seats in the room and who was there when. `generation` rises with each claim of a seat, so that a late disconnect
 * is known. A change of any seat locks its room's row and raises `version`, which is announced once per commit.
 * A seat whose node does not renew its row is taken back by the other nodes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table node (
      id uuid primary key,
      renewed_at timestamptz not null
    );

    create table room (
      meeting_id uuid primary key references meeting,
      version integer not null default 0
    );

    create table seat (
      participant_id uuid primary key references participant,
      meeting_id uuid not null references room,
      state text not null,
      generation integer not null,
      identified_by text not null,
      confirmed_by uuid references handlaggare,
      browser text not null,
      changed_at timestamptz not null,
      node_id uuid not null,
      constraint seat_state check (state in ('absent', 'waiting', 'in_call', 'reconnecting', 'removed')),
      constraint seat_identified_by check (identified_by in ('staff_sign_in', 'link', 'link_confirmed')),
      constraint seat_confirmed_by check ((identified_by = 'link_confirmed') = (confirmed_by is not null))
    );
    create index seat_meeting on seat (meeting_id);
    create index seat_taken on seat (node_id) where state in ('waiting', 'in_call', 'reconnecting');

    create table attendance (
      participant_id uuid not null references participant,
      generation integer not null,
      kind text not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      constraint attendance_once primary key (participant_id, generation, kind),
      constraint attendance_kind check (kind in ('lobby', 'call')),
      constraint attendance_ends_after_start check (started_at <= ended_at)
    );

    create function announce_room() returns trigger language plpgsql as $$
    begin
      perform pg_notify('room_event', new.meeting_id::text);
      return null;
    end $$;
    create trigger room_announce after update of version on room for each row execute function announce_room();
  `.execute(db);
}
