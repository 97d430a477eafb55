import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Period } from "./busy-time.ts";
import { intervalOf, normalise, type Interval } from "./intervals.ts";

/** A calendar elsewhere, and whose it is. */
export interface CalendarElsewhere {
  readonly id: string;
  readonly handlaggareId: string;
}

/** Reads and writes when handläggare's other calendars say that they are busy. Writers lock the person first. */
export function createExternalBusyRepository(database: Database) {
  return {
    /** Puts intervals in place of what a calendar said before. */
    async replace(
      { id, handlaggareId }: CalendarElsewhere,
      busy: readonly Interval[],
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query.deleteFrom("external_busy").where("calendar_id", "=", id).execute();
      const seconds = (minutes: readonly number[]) => sql`${minutes.map((minute) => minute * 60)}::float8[]`;
      await sql`
        insert into external_busy (calendar_id, handlaggare_id, during)
        select ${id}, ${handlaggareId}, tstzrange(to_timestamp(starts), to_timestamp(ends))
        from unnest(${seconds(busy.map(({ start }) => start))}, ${seconds(busy.map(({ end }) => end))})
          as stretch (starts, ends)`.execute(query);
    },

    /** What all of a handläggare's calendars say of a period, merged. */
    async list(handlaggareId: string, period: Period): Promise<Interval[]> {
      const rows = await database
        .query()
        .selectFrom("external_busy")
        .where("handlaggare_id", "=", handlaggareId)
        .where(sql<boolean>`during && tstzrange(${period.startAt}, ${period.endAt})`)
        .select([sql<Date>`lower(during)`.as("startAt"), sql<Date>`upper(during)`.as("endAt")])
        .execute();
      return normalise(rows.map(({ startAt, endAt }) => intervalOf(startAt, endAt)));
    },
  };
}
export type ExternalBusyRepository = ReturnType<typeof createExternalBusyRepository>;
