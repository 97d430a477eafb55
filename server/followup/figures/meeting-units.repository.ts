import { sql, type RawBuilder } from "kysely";
import type { CountedMonth } from "./counted-month.ts";

/** Rows to count: see `count-units.repository.ts`. */
export type Units = (month: CountedMonth) => RawBuilder<unknown>;

const localDate = (column: string) => sql`(${sql.ref(column)} at time zone 'Europe/Stockholm')::date`;
/** The case is looked up, not joined: a plan made from old statistics would begin with every case there is. */
const who = sql`coalesce(m.snapshot_office_id, (select owner_office_id from cooperation_case where id = m.case_id)) as office_id,
  m.snapshot_sex as sex, m.snapshot_birth_year as birth_year, m.snapshot_benefit as benefit`;

/** Of the year so far: what happened in the month, and what has become known since it ended. */
const happened = (
  { from, monthFrom, until }: CountedMonth,
  at: string,
  isKnownLate: RawBuilder<unknown>,
) => sql`
  ${sql.ref(at)} >= ${from} and ${sql.ref(at)} < ${until} and (${sql.ref(at)} >= ${monthFrom} or ${isKnownLate})`;
const outcomeIsLate = ({ until }: CountedMonth) =>
  sql`exists (select from outcome late where late.meeting_id = m.id and late.recorded_at >= ${until})`;

/** What the individual, or who answers for them, has answered: the latest word for offers, the first for how soon it came. */
const answers = (month: CountedMonth, order: "asc" | "desc") => sql`
  select a.* from answer a join participant p on p.id = a.participant_id
  where p.meeting_id = m.id and p.role = 'individual' and p.left_at is null and a.answered_at < ${month.knownBefore}
  order by a.id ${sql.raw(order)} limit 1`;

/** The latest outcome that was known, and when the first was. */
const outcome = ({ knownBefore }: CountedMonth) => sql`
  join lateral (select o.held, o.reason, min(o.recorded_at) over () as known_at from outcome o
    where o.meeting_id = m.id and o.recorded_at < ${knownBefore} order by o.id desc limit 1) o on true`;

/** Whether an earlier meeting of the same joint survey was held. A survey is counted once, at its first. */
const hasBegun = ({ knownBefore }: CountedMonth) => sql`(m.continues_meeting_id is not null
    or exists (select from meeting next where next.continues_meeting_id = m.id)) and exists (
  with recursive series (id) as (
    select m.id
    union
    select near.id from series s cross join lateral (
      select b.continues_meeting_id as id from meeting b where b.id = s.id and b.continues_meeting_id is not null
      union all
      select b.id from meeting b where b.continues_meeting_id = s.id
    ) near
  )
  select from series s join meeting e on e.id = s.id
  where (e.starts_at, e.id) < (m.starts_at, m.id)
    and (select held from outcome where meeting_id = e.id and recorded_at < ${knownBefore} order by id desc limit 1))`;

const held: Units = (month) => sql`
  select case when m.type = 'gemensam_kartlaggning' and ${hasBegun(month)} then 'kartlaggning_continued' else m.type end as population,
    ${localDate("m.starts_at")} as event_on, o.known_at, ${who},
    array['total', m.mode,
      case when exists (select from participant p join external_party x on x.person_id = p.person_id and x.kind = 'tolk'
        where p.meeting_id = m.id and p.left_at is null) then 'interpreter' else 'no_interpreter' end,
      case when exists (select from event_log e where e.meeting_id = m.id and e.kind = 'moved') then 'moved' else 'not_moved' end
    ] as xs,
    array[0, 0, 0, 0]::bigint[] as amounts
  from meeting m ${outcome(month)}
  where ${happened(month, "m.starts_at", outcomeIsLate(month))} and o.held`;

/** A declined offer is told of among the offers. */
const notHeld: Units = (month) => sql`
  select 'not_held' as population, ${localDate("m.starts_at")} as event_on, x.known_at, ${who},
    array['total', x.reason] as xs, array[0, 0]::bigint[] as amounts
  from meeting m
  join lateral (
    select o.reason, o.known_at from (select 1) one ${outcome(month)} where not o.held
    union all
    select 'cancelled_by_' || m.cancellation_reason, m.changed_at
    where m.status = 'cancelled' and m.cancellation_reason in ('individual', 'forsakringskassan', 'arbetsformedlingen')
  ) x on true
  where ${happened(month, "m.starts_at", sql`m.changed_at >= ${month.until} or ${outcomeIsLate(month)}`)}
    and not (m.type in ('omstallningsmote', 'kontaktmote')
      and coalesce((select status from (${answers(month, "desc")}) a), '') = 'declined')`;

/** Who came has accepted, whether they said so or not. */
const offers: Units = (month) => sql`
  select 'offer' as population, ${localDate("m.created_at")} as event_on, m.created_at as known_at, ${who},
    case when a.status = 'declined' then array['total', 'declined', coalesce(a.decline_reason, 'not_given')]
      when a.status = 'accepted' or came.held then array['total', 'accepted']
      when a.status = 'tentative' then array['total', 'other_time']
      else array['total', 'unanswered'] end as xs,
    array[0, 0, 0]::bigint[] as amounts
  from meeting m
  left join lateral (${answers(month, "desc")}) a on true
  left join lateral (select o.held from outcome o where o.meeting_id = m.id and o.recorded_at < ${month.knownBefore}
    order by o.id desc limit 1) came on true
  where m.created_at >= ${month.monthFrom} and m.created_at < ${month.until} and m.type in ('omstallningsmote', 'kontaktmote')
    and m.status <> 'draft'
    and coalesce(m.cancellation_reason, '') not in ('booked_wrongly', 'not_agreed', 'not_answered', 'draft_withdrawn')`;

const firstAnswers: Units = (month) => sql`
  select 'answer' as population, ${localDate("a.answered_at")} as event_on, a.answered_at as known_at, ${who},
    array['total', a.channel] as xs,
    array[round(extract(epoch from a.answered_at - m.created_at) / 3600), 0]::bigint[] as amounts
  from answer a join participant p on p.id = a.participant_id and p.role = 'individual'
  join meeting m on m.id = p.meeting_id
  where a.answered_at >= ${month.monthFrom} and a.answered_at < ${month.until}
    and (select earlier.id from participant q join answer earlier on earlier.participant_id = q.id
      where q.meeting_id = m.id and q.role = 'individual' and q.left_at is null and earlier.id < a.id limit 1) is null`;

/** What is counted of meetings and their answers. */
export const MEETING_UNITS: readonly Units[] = [held, notHeld, offers, firstAnswers];
