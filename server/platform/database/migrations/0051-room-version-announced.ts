import { sql, type Kysely } from "kysely";

/** What is announced of a room says which version it came to: who has read that one already need not read it again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function announce_room() returns trigger language plpgsql as $$
    begin
      perform pg_notify('room_event', new.meeting_id || ' ' || new.version);
      return null;
    end $$`.execute(db);
}
