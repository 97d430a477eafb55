import { sql } from "kysely";
import type { Samtid } from "../../server/compose.ts";

/**
 * Questions about who is where when, asked of meetings and participants. They don't look at `occupancy`, which is
 * what they are to check.
 */
export function createBookedTime({ database }: Samtid) {
  const query = database.query();
  return {
    /** Pairs of booked meetings that one person would have to be in at once. */
    async doubleBookings(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*) from participant a
        join participant b on b.person_id = a.person_id and b.meeting_id > a.meeting_id
        join meeting one on one.id = a.meeting_id and one.status = 'booked'
        join meeting other on other.id = b.meeting_id and other.status = 'booked'
        where a.left_at is null and b.left_at is null and a.binding and b.binding and one.starts_at < other.ends_at and other.starts_at < one.ends_at`.execute(
        query,
      );
      return rows[0]!.count;
    },

    /** How many of the handläggare and the case's individual are in a booked meeting some time between two instants. */
    async busyPersons(
      { handlaggareIds, caseId }: { handlaggareIds: readonly string[]; caseId: string },
      { startAt, endAt }: { startAt: string; endAt: string },
    ): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(distinct p.person_id) from participant p join meeting m on m.id = p.meeting_id
        where p.left_at is null and m.status = 'booked' and m.starts_at < ${endAt}::timestamptz and ${startAt}::timestamptz < m.ends_at
          and (p.person_id = any(${[...handlaggareIds]}::uuid[])
            or p.person_id = (select individual_id from cooperation_case where id = ${caseId}))`.execute(
        query,
      );
      return rows[0]!.count;
    },

    /** Participations in booked meetings whose time isn't taken exactly, and time taken for no booked meeting. */
    async wronglyOccupied(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*) from
          (select p.person_id, m.id, tstzrange(m.starts_at, m.ends_at) as during
            from participant p join meeting m on m.id = p.meeting_id where m.status = 'booked' and p.left_at is null and p.binding) expected
          full join occupancy o on o.person_id = expected.person_id and o.meeting_id = expected.id
            and o.during = expected.during
        where o.id is null or expected.id is null`.execute(query);
      return rows[0]!.count;
    },

    async countBooked(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*) from meeting where status = 'booked'`.execute(query);
      return rows[0]!.count;
    },
  };
}
