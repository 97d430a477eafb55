import { sql, type Kysely } from "kysely";

/**
 * What is done in a meeting: raised hands, a pause that is asked for and lasts, what of the agenda is done, what both agencies
 * have chosen of the joint notes. It belongs to the seat and the room, so it is there for who comes back. A meeting whose time
 * changes is shown anew to who is in its room.
 *
 * What an individual says against what was kept of their attendance.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table seat add column hand_raised_at timestamptz;
    create function take_hand_down() returns trigger language plpgsql as $$
    begin
      new.hand_raised_at := null;
      return new;
    end $$;
    create trigger seat_takes_hand_down before update of state on seat for each row
      when (new.state in ('absent', 'waiting', 'removed')) execute function take_hand_down();

    alter table room
      add column pause_asked_at timestamptz,
      add column pause_asked_by uuid references participant,
      add column pause_until timestamptz,
      add column agenda_done text[] not null default '{}',
      add column notes_chosen_by text[] not null default '{}',
      add column notes_shared boolean not null default false,
      add constraint room_pause_asked check ((pause_asked_at is null) = (pause_asked_by is null)),
      add constraint room_pause_until check (pause_until is null or pause_asked_at is not null);

    create function show_new_time() returns trigger language plpgsql as $$
    begin
      update room set version = version + 1 where meeting_id = new.id;
      return null;
    end $$;
    create trigger meeting_shows_new_time after update of starts_at, ends_at on meeting for each row
      when (old.starts_at <> new.starts_at or old.ends_at <> new.ends_at) execute function show_new_time();

    create table attendance_objection (
      id uuid primary key default gen_random_uuid(),
      participant_id uuid not null references participant,
      text_encrypted bytea not null,
      text_key_id text not null,
      made_at timestamptz not null
    );
    create index attendance_objection_participant on attendance_objection (participant_id);
  `.execute(db);
}
