import { sql, type Kysely } from "kysely";

/**
 * Somebody whom a handläggare has on the telephone sits in the room without a connection: no server process holds the seat, no browser took it, and
 * a handläggare has confirmed who it is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table seat
      alter column node_id drop not null,
      drop constraint seat_identified_by,
      drop constraint seat_confirmed_by,
      add constraint seat_identified_by
        check (identified_by in ('staff_sign_in', 'eid', 'link', 'link_confirmed', 'telephone')),
      add constraint seat_confirmed_by check (case identified_by
        when 'link_confirmed' then confirmed_by is not null
        when 'telephone' then confirmed_by is not null
        when 'eid' then true
        else confirmed_by is null end),
      add constraint seat_by_telephone check (case identified_by
        when 'telephone' then node_id is null and state in ('in_call', 'absent', 'removed')
        else node_id is not null end)`.execute(db);
  await sql`create index seat_on_telephone on seat (meeting_id) where node_id is null and state = 'in_call'`.execute(
    db,
  );
}
