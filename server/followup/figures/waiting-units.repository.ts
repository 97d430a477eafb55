import { sql } from "kysely";
import { MEETING_TYPE } from "../../meetings/types/registered-types.contract.ts";
import { addDays, startOfDay } from "../../scheduling/local-time.ts";
import type { CountedMonth } from "./counted-month.ts";
import type { Units } from "./meeting-units.repository.ts";

const CONTACT = MEETING_TYPE.kontaktmote;

const lastDayOf = ({ untilOn }: CountedMonth) => addDays(untilOn, -1);
const counted = sql`array['total'] as xs, array[0]::bigint[] as amounts`;

/** Whether the case had time taken for such a meeting as the month ended, or had had it. */
const hasTime = ({ untilOn }: CountedMonth, isSuch: ReturnType<typeof sql>) => sql`
  exists (select from meeting m where m.case_id = c.id and ${isSuch} and m.created_at < ${startOfDay(untilOn)}
    and m.status <> 'draft' and (m.status <> 'cancelled' or m.changed_at >= ${startOfDay(untilOn)}))`;

/** Who was asked for before Samtid is held before it too. */
const waitingForSurvey: Units = (month) => sql`
  select 'waiting_survey' as population, ${lastDayOf(month)}::date as event_on, k.known_at, o.snapshot_office_id as office_id,
    o.snapshot_sex as sex, o.snapshot_birth_year as birth_year, o.snapshot_benefit as benefit, ${counted}
  from cooperation o join cooperation_datum k on k.cooperation_id = o.id and k.datum = 'request'
  join cooperation_case c on c.id = o.case_id
  where o.imported_at is null and o.requested_on < ${month.untilOn}::date
    and (o.first_meeting_on is null or o.first_meeting_on >= ${month.untilOn}::date)
    and (o.ended_on is null or o.ended_on >= ${month.untilOn}::date)
    and not ${hasTime(month, sql`m.type = 'gemensam_kartlaggning' and m.starts_at >= ${startOfDay(month.untilOn)}`)}`;

/** Days of the chain are counted on from when one was told of. */
const mayBeOffered: Units = (month) => sql`
  select 'waiting_contact' as population, ${lastDayOf(month)}::date as event_on, c.created_at as known_at,
    c.owner_office_id as office_id, i.sex, i.birth_year, c.benefit, ${counted}
  from cooperation_case c join individual i on i.person_id = c.individual_id
  where c.created_at < ${startOfDay(month.untilOn)} and c.chain_day + (${lastDayOf(month)}::date - c.chain_day_on)
      between ${CONTACT.window!.fromChainDay}::int and ${CONTACT.window!.toChainDay}::int
    and not ${hasTime(month, sql`m.type = ${CONTACT.code}`)}`;

/** Who waits for a meeting without time for it, as each month ends. */
export const WAITING_UNITS: readonly Units[] = [waitingForSurvey, mayBeOffered];
