import { sql } from "kysely";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { Period } from "./busy-time.ts";
import type { OfficeBusy } from "./office-week.contract.ts";

/** What takes the time of somebody at an office. */
export interface OfficeBusyRecord extends Period, Omit<OfficeBusy, "startAt" | "endAt"> {
  readonly personId: string;
}

/** Reads what takes the time of everybody at an office, for who leads it: nothing that says what or with whom. */
export function createOfficeWeekRepository(database: Database, clock: Clock) {
  return {
    /** @param readerId whose disqualifications hide what type a meeting is. */
    async list(
      { officeId, readerId }: { officeId: string; readerId: string },
      { startAt, endAt }: Period,
    ): Promise<OfficeBusyRecord[]> {
      const window = sql`tstzrange(${startAt}, ${endAt})`;
      const { rows } = await sql<OfficeBusyRecord>`
        select * from (
          select o.person_id as "personId", lower(o.during) as "startAt", upper(o.during) as "endAt",
            'meeting' as kind, m.status in ('draft', 'offered') as "isPreliminary",
            case when not exists (select from disqualification d
              where d.case_id = m.case_id and d.handlaggare_id = ${readerId}) then m.type end as type
          from occupancy o
          left join held_time t on t.id = o.held_time_id
          join meeting m on m.id = coalesce(o.meeting_id, t.meeting_id)
          where o.during && ${window} and (o.expires_at is null or o.expires_at > ${clock.now()})
          union all
          select handlaggare_id, lower(during), upper(during), case kind when 'focus' then 'busy' else 'absent' end,
            false, null
          from absence where during && ${window}
          union all
          select handlaggare_id, lower(during), upper(during), 'busy', false, null
          from external_busy where during && ${window}) as taken
        where "personId" in (select person_id from handlaggare where office_id = ${officeId} and active)
        order by "startAt", "endAt"`.execute(database.query());
      return rows;
    },
  };
}
export type OfficeWeekRepository = ReturnType<typeof createOfficeWeekRepository>;
