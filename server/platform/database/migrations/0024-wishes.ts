import { sql, type Kysely } from "kysely";

/**
 * Why an offer was declined, where the person wanted to say so: a code to count by, and words only with the code for none of
 * the others. Answers have always been appended only; the database holds to it now.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table answer add column decline_reason text;
    alter table answer add column decline_text text;
    alter table answer add constraint answer_decline_reason
      check (decline_reason in ('time', 'not_now', 'talk_first', 'other'));
    alter table answer add constraint answer_decline_reason_of_no
      check (decline_reason is null or status = 'declined');
    alter table answer add constraint answer_decline_text_of_other
      check (decline_text is null or coalesce(decline_reason = 'other', false));
    create trigger answer_append_only before update or delete on answer for each row execute function refuse_change();
  `.execute(db);
}
