import { sql, type RawBuilder } from "kysely";
import type { CountedMonth } from "./counted-month.ts";
import type { Units } from "./meeting-units.repository.ts";

const who = sql`c.snapshot_office_id as office_id, c.snapshot_sex as sex, c.snapshot_birth_year as birth_year,
  c.snapshot_benefit as benefit`;

const datum = (name: string) =>
  sql`join cooperation_datum k on k.cooperation_id = c.id and k.datum = ${sql.lit(name)}`;

/** Of the year so far: what happened in the month, and what has become known since it ended. */
const happened = (
  { firstOn, monthOn, untilOn, until }: CountedMonth,
  on: string,
  knownAt: RawBuilder<unknown> = sql`k.known_at`,
) => sql`
  ${sql.ref(on)} >= ${firstOn}::date and ${sql.ref(on)} < ${untilOn}::date
  and (${sql.ref(on)} >= ${monthOn}::date or ${knownAt} >= ${until})`;

const requests: Units = (month) => sql`
  select 'request' as population, c.requested_on as event_on, k.known_at, ${who},
    array['total', 'requested_by_' || c.requested_by_organisation_id] as xs, array[0, 0]::bigint[] as amounts
  from cooperation c ${datum("request")}
  where ${happened(month, "c.requested_on")}`;

/** How long it took until the first meeting was booked is known only of those booked here. */
const starts: Units = (month) => sql`
  select 'start' as population, c.first_meeting_on as event_on, k.known_at, ${who},
    array['total',
      case when m.id is null then 'offer_unknown' else 'offer_known' end,
      case when b.cooperation_id is null or c.benefit_days_before is null then 'benefit_days_unknown' else 'benefit_days_known' end
    ] as xs,
    array[c.first_meeting_on - c.requested_on,
      coalesce((m.created_at at time zone 'Europe/Stockholm')::date - c.requested_on, 0),
      case when b.cooperation_id is null then 0 else coalesce(c.benefit_days_before, 0) end
    ]::bigint[] as amounts
  from cooperation c ${datum("first_meeting")}
  left join meeting m on m.id = c.first_meeting_id
  left join cooperation_datum b on b.cooperation_id = c.id and b.datum = 'benefit_days' and b.known_at < ${month.knownBefore}
  where ${happened(month, "c.first_meeting_on")}`;

const surveyEnds: Units = (month) => sql`
  select 'survey_end' as population, c.last_meeting_on as event_on, greatest(k.known_at, l.known_at) as known_at, ${who},
    array['total', case when exists (select from cooperation_measure a
      where a.cooperation_id = c.id and a.known_at < ${month.knownBefore}) then 'measures_started' else 'no_measures' end] as xs,
    array[0, 0]::bigint[] as amounts
  from cooperation c ${datum("measures")}
  join cooperation_datum l on l.cooperation_id = c.id and l.datum = 'last_meeting'
  where ${happened(month, "c.last_meeting_on", sql`greatest(k.known_at, l.known_at)`)}`;

const ends: Units = (month) => sql`
  select 'cooperation_end' as population, c.ended_on as event_on, k.known_at, ${who},
    array['total', c.ending] || case when c.went_to in ('remains', 'no_information') then array[c.went_to]
      else array['regained', c.went_to] end as xs,
    array[c.ended_on - c.requested_on, 0, 0, 0]::bigint[] as amounts
  from cooperation c ${datum("ending")}
  where ${happened(month, "c.ended_on")}`;

/**
 * Each person once a month, however many measures they are in. Being somewhere doesn't happen once: who becomes known after the month is counted
 * is not made up for in the next, where they may be too.
 */
const inMeasures: Units = ({ untilOn }) => sql`
  select 'in_measures' as population, ${untilOn}::date - 1 as event_on, min(a.known_at) as known_at, ${who},
    array['total'] as xs, array[0]::bigint[] as amounts
  from cooperation_measure a join cooperation c on c.id = a.cooperation_id
  where a.started_on < ${untilOn}::date and (a.ended_on is null or a.ended_on >= ${untilOn}::date - 1)
  group by c.id`;

/** What is counted of cooperations. */
export const COOPERATION_UNITS: readonly Units[] = [requests, starts, surveyEnds, ends, inMeasures];
