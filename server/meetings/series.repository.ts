import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { SeriesRecord } from "./meeting-series.ts";

/** Reads which meetings belong together. */
export function createSeriesRepository(database: Database) {
  return {
    /**
     * The meetings that one comes after, and those that come after it, and so on, itself too; the earliest first. Of those that were called
     * off only itself.
     */
    async list(meetingId: string, readerId: string): Promise<SeriesRecord[]> {
      const { rows } = await sql<SeriesRecord>`
        with recursive series (id) as (
          select ${meetingId}::uuid
          union
          select case when m.id = s.id then m.continues_meeting_id else m.id end
          from series s join meeting m on m.id = s.id and m.continues_meeting_id is not null or m.continues_meeting_id = s.id
        )
        select m.id as "meetingId", m.reference, m.status, m.starts_at as "startsAt",
          m.created_by = ${readerId} or exists (select from participant p
            where p.meeting_id = m.id and p.person_id = ${readerId} and p.left_at is null) as "mayOpen"
        from series s join meeting m on m.id = s.id
        where m.status <> 'cancelled' or m.id = ${meetingId}
        order by m.starts_at, m.created_at`.execute(database.query());
      return rows;
    },
  };
}
export type SeriesRepository = ReturnType<typeof createSeriesRepository>;
