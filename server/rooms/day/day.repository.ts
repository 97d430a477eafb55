import { sql } from "kysely";
import type { MeetingMode } from "../../meetings/meetings.contract.ts";
import type { Database } from "../../platform/database/database.ts";

/** A meeting of somebody's day. */
export interface DayMeeting {
  readonly personId: string;
  readonly meetingId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly mode: MeetingMode;
  readonly individualWaits: boolean;
  readonly anotherWaits: boolean;
  readonly isIn: boolean;
}

/** The booked meetings that handläggare take part in, and who waits in their rooms. */
export function createDayRepository(database: Database) {
  return {
    async list(personIds: readonly string[], { from, to }: { from: Date; to: Date }): Promise<DayMeeting[]> {
      const { rows } = await sql<DayMeeting>`
        select mine.person_id as "personId", m.id as "meetingId", m.starts_at as "startsAt", m.ends_at as "endsAt", m.mode,
          coalesce(bool_or(s.state = 'waiting' and p.role in ('individual', 'representative')), false)
            as "individualWaits",
          coalesce(bool_or(s.state = 'waiting' and p.role not in ('individual', 'representative')), false)
            as "anotherWaits",
          coalesce(bool_or(s.state = 'in_call' and p.id = mine.id), false) as "isIn"
        from participant mine
        join meeting m on m.id = mine.meeting_id
        left join seat s on s.meeting_id = m.id
        left join participant p on p.id = s.participant_id and p.left_at is null
        where mine.person_id = any(${personIds}::uuid[]) and mine.role = 'handlaggare' and mine.left_at is null
          and m.status = 'booked' and m.erased_at is null and m.ends_at > ${from} and m.starts_at < ${to}
          and not exists (select from disqualification d
            where d.case_id = m.case_id and d.handlaggare_id = mine.person_id)
        group by m.id, mine.id
        order by m.starts_at, m.id`.execute(database.query());
      return rows;
    },
  };
}
export type DayRepository = ReturnType<typeof createDayRepository>;
