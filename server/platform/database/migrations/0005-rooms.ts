import { sql, type Kysely } from "kysely";

/** Seats in the room and who was there when. `generation` rises with each claim, so that a late disconnect is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table seat (
      participant_id uuid primary key references participant,
      meeting_id uuid not null references meeting,
      state text not null,
      generation integer not null,
      identified_by text not null,
      confirmed_by uuid references handlaggare,
      changed_at timestamptz not null,
      node_id uuid not null,
      constraint seat_state check (state in ('absent', 'waiting', 'in_call', 'reconnecting', 'removed')),
      constraint seat_identified_by check (identified_by in ('staff_sign_in', 'link', 'link_confirmed'))
    );
    create index seat_meeting on seat (meeting_id);
    create sequence room_version;

    create table attendance (
      participant_id uuid not null references participant,
      generation integer not null,
      kind text not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      constraint attendance_once primary key (participant_id, generation, kind),
      constraint attendance_kind check (kind in ('lobby', 'call'))
    );

    create function announce_seat() returns trigger language plpgsql as $$
    begin
      perform pg_notify('room_event', new.meeting_id::text);
      return null;
    end $$;
    create trigger seat_announce after insert or update on seat for each row execute function announce_seat();
  `.execute(db);
}
