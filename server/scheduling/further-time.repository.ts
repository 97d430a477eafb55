import { sql } from "kysely";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ExternalTime } from "./further-participants.ts";

/** Reads when external parties are taken by meetings here, and by times held for one; nothing else is known of them. */
export function createFurtherTimeRepository(database: Database, clock: Clock) {
  return {
    /** One row a person; who is no external party is left out. */
    async loadExternals(
      wanted: {
        readonly personIds: readonly string[];
        readonly from: Date;
        readonly to: Date;
        /** The meeting whose own time counts as free. */
        readonly ignoreMeetingId?: string | undefined;
      },
      unitOfWork?: UnitOfWork,
    ): Promise<ExternalTime[]> {
      if (wanted.personIds.length === 0) return [];
      const { rows } = await sql<ExternalTime>`
        select x.person_id as "personId", coalesce((
          select jsonb_agg(jsonb_build_object('start', floor(date_part('epoch', lower(during)) / 60),
            'end', ceil(date_part('epoch', upper(during)) / 60)) order by during)
          from occupancy where person_id = x.person_id and during && tstzrange(${wanted.from}, ${wanted.to})
            and (expires_at is null or expires_at > ${clock.now()})
            and (meeting_id is null or meeting_id is distinct from ${wanted.ignoreMeetingId ?? null}::uuid)
        ), '[]') as "busyTime"
        from external_party x where x.person_id = any(${[...wanted.personIds]}::uuid[])`.execute(
        database.query(unitOfWork),
      );
      return rows;
    },
  };
}
export type FurtherTimeRepository = ReturnType<typeof createFurtherTimeRepository>;
