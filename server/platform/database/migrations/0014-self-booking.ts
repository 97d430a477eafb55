import { sql, type Kysely } from "kysely";

/**
 * Self-booking: a meeting that is offered without held times, but open for its individual to pick any joint free time between
 * two dates. What the handläggare did without in the search is done without when one is picked too.
 *
 * Meetings that belong together: which one a meeting was booked from.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table meeting add column open_from date;
    alter table meeting add column open_until date;
    alter table meeting add column open_loosen text[] not null default '{}';
    alter table meeting add constraint meeting_open_period
      check (num_nonnulls(open_from, open_until) in (0, 2) and open_from <= open_until);
    alter table meeting add constraint meeting_open_until_answered check (open_from is null or answer_by is not null);

    alter table meeting add column continues_meeting_id uuid references meeting;
    create index meeting_continues on meeting (continues_meeting_id) where continues_meeting_id is not null;
  `.execute(db);
}
