import { sql, type Kysely } from "kysely";

/** Whoever is disqualified is let go of by every open page and room at once: each of their meetings in the case is announced. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function announce_disqualification() returns trigger language plpgsql as $$
    begin
      perform pg_notify('meeting_event', m.id::text) from meeting m
        where m.case_id = new.case_id
          and exists (select from participant p where p.meeting_id = m.id and p.person_id = new.handlaggare_id);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger disqualification_announce after insert on disqualification for each row
      execute function announce_disqualification()`.execute(db);
}
