import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Tables } from "../platform/database/tables.ts";
import type { Erasure } from "./erasure.ts";

/** Whether nothing has happened in the case `x` since it was to be kept from. */
export function isDue({ keptFrom }: Pick<Erasure, "keptFrom">): RawBuilder<unknown> {
  return sql`x.erased_at is null and x.created_at < ${keptFrom}
    and not exists (select from meeting m where m.case_id = x.id and m.ends_at >= ${keptFrom})`;
}

/**
 * Erases cases with all that is in them. What stays says nothing of whom it was about: the case as an empty shell, its meetings
 * with what follow-up counts by, and who of the agencies took part.
 */
export async function eraseCases(query: Kysely<Tables>, erasure: Erasure, most: number): Promise<number> {
  const { rows } = await sql<{ id: string; individualId: string }>`
    select x.id, x.individual_id as "individualId" from cooperation_case x where ${isDue(erasure)}
    order by x.id limit ${most} for update of x skip locked`.execute(query);
  if (rows.length === 0) return 0;
  const cases = sql`any (${rows.map(({ id }) => id)}::uuid[])`;
  const individuals = sql`any (${rows.map(({ individualId }) => individualId)}::uuid[])`;
  for (const statement of [...emptyMeetings(cases, erasure.now), ...emptyCases(cases, erasure.now)])
    await statement.execute(query);
  for (const statement of deleteIndividuals(individuals)) await statement.execute(query);
  return rows.length;
}

function emptyMeetings(cases: RawBuilder<unknown>, now: Date): RawBuilder<unknown>[] {
  const meetings = sql`(select id from meeting where case_id = ${cases})`;
  const participants = sql`(select p.id from participant p where p.meeting_id in ${meetings})`;
  const links = sql`(select id from one_time_link where participant_id in ${participants})`;
  return [
    sql`delete from note where meeting_id in ${meetings}`,
    sql`delete from task where meeting_id in ${meetings}`,
    sql`delete from calendar_reply where participant_id in ${participants}`,
    sql`delete from feed where link_id in ${links}`,
    sql`delete from one_time_link where participant_id in ${participants}`,
    sql`delete from attendance_objection where participant_id in ${participants}`,
    sql`delete from attendance where participant_id in ${participants}`,
    sql`delete from seat where participant_id in ${participants}`,
    sql`delete from equipment_check where participant_id in ${participants}`,
    sql`delete from identity_check where participant_id in ${participants}`,
    sql`delete from sent_text where message_id in (select id from message where meeting_id in ${meetings})`,
    sql`update answer set comment = null, wish = null, decline_text = null
      where participant_id in ${participants} and num_nonnulls(comment, wish, decline_text) > 0`,
    sql`update event_log set short_notice_text = null
      where meeting_id in ${meetings} and short_notice_text is not null`,
    sql`update message set sent_to = null, error = null, opened_at = null
      where meeting_id in ${meetings} and num_nonnulls(sent_to, error, opened_at) > 0`,
    sql`update recall set reason = '' where meeting_id in ${meetings} and reason <> ''`,
    sql`update incident set reason = '', closing_note = case when closed_at is not null then '' end
      where meeting_id in ${meetings}`,
    sql`update meeting set reference = id::text, place = null, erased_at = ${now} where case_id = ${cases}`,
  ];
}

function emptyCases(cases: RawBuilder<unknown>, now: Date): RawBuilder<unknown>[] {
  const representatives = sql`(select person_id from representative where case_id = ${cases})`;
  return [
    sql`delete from feed where person_id in ${representatives}`,
    sql`delete from representative where case_id = ${cases}`,
    sql`delete from consent where case_id = ${cases}`,
    sql`delete from case_assignment where case_id = ${cases}`,
    sql`delete from disqualification where case_id = ${cases}`,
    sql`delete from lifted_disqualification where case_id = ${cases}`,
    sql`delete from interpreter_need where case_id = ${cases}`,
    sql`delete from sus_registration where cooperation_id in (select id from cooperation where case_id = ${cases})`,
    sql`update cooperation set kommun = null, employment = null, studies = null, enrolled_at_af = null
      where case_id = ${cases}`,
    sql`update cooperation_case set individual_id = null, erased_at = ${now}, chain_day = null, chain_day_on = null,
      forsakringskassan_reference = null, arbetsformedlingen_reference = null where id = ${cases}`,
  ];
}

/** Those who have no other case, with their wishes. The row that stands for having time of one's own stays, and says nothing. */
function deleteIndividuals(individuals: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const gone = sql`(select person_id from individual i where i.person_id = ${individuals}
    and not exists (select from cooperation_case c where c.individual_id = i.person_id))`;
  return [
    sql`delete from feed where person_id in ${gone}`,
    sql`delete from occupancy where person_id in ${gone}`,
    sql`delete from calendar_version where person_id in ${gone}`,
    sql`delete from individual where person_id in ${gone}`,
  ];
}
