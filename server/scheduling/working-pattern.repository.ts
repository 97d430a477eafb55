import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { TakenMeeting } from "./collisions.ts";
import type { BookingLimits } from "./working-pattern.ts";

/** Reads and writes how much handläggare can be booked, and which meetings outside their time stand. Writers lock the person first. */
export function createWorkingPatternRepository(database: Database) {
  return {
    /** With the number of times that the rules have changed. */
    findLimits: (
      handlaggareId: string,
      unitOfWork?: UnitOfWork,
    ): Promise<BookingLimits & { revision: number }> =>
      database
        .query(unitOfWork)
        .selectFrom("handlaggare")
        .where("person_id", "=", handlaggareId)
        .select([
          "buffer_before_minutes as bufferBeforeMinutes",
          "buffer_after_minutes as bufferAfterMinutes",
          "cap_per_day as capPerDay",
          "cap_per_week as capPerWeek",
          "pattern_revision as revision",
        ])
        .executeTakeFirstOrThrow(),

    saveLimits: (handlaggareId: string, limits: BookingLimits, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("handlaggare")
        .set({
          buffer_before_minutes: limits.bufferBeforeMinutes,
          buffer_after_minutes: limits.bufferAfterMinutes,
          cap_per_day: limits.capPerDay,
          cap_per_week: limits.capPerWeek,
        })
        .where("person_id", "=", handlaggareId)
        .execute(),

    /** What takes the person's time from an instant on and has not been said to stand, soonest first; nothing of cases they are disqualified from. */
    async listTaken(handlaggareId: string, from: Date, unitOfWork?: UnitOfWork): Promise<TakenMeeting[]> {
      const { rows } = await sql<TakenMeeting>`
        select m.id as "meetingId", m.reference, m.type, m.status,
          lower(o.during) as "startAt", upper(o.during) as "endAt"
        from occupancy o
        left join held_time t on t.id = o.held_time_id
        join meeting m on m.id = coalesce(o.meeting_id, t.meeting_id)
        where o.person_id = ${handlaggareId} and lower(o.during) >= ${from}
          and m.status in ('draft', 'offered', 'booked')
          and (o.expires_at is null or o.expires_at > ${from})
          and not exists (select from kept_collision k where k.handlaggare_id = ${handlaggareId}
            and k.meeting_id = m.id and k.starts_at = lower(o.during))
          and not exists (select from disqualification d
            where d.case_id = m.case_id and d.handlaggare_id = ${handlaggareId})
        order by lower(o.during), m.id`.execute(database.query(unitOfWork));
      return rows;
    },

    async isKept(handlaggareId: string, meetingId: string, startAt: Date): Promise<boolean> {
      const found = await database
        .query()
        .selectFrom("kept_collision")
        .where("handlaggare_id", "=", handlaggareId)
        .where("meeting_id", "=", meetingId)
        .where("starts_at", "=", startAt)
        .select("meeting_id")
        .executeTakeFirst();
      return found !== undefined;
    },

    /** May run twice. */
    keep: (
      handlaggareId: string,
      { meetingId, startAt, at }: { meetingId: string; startAt: Date; at: Date },
    ) =>
      database
        .query()
        .insertInto("kept_collision")
        .values({ handlaggare_id: handlaggareId, meeting_id: meetingId, starts_at: startAt, kept_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
  };
}
export type WorkingPatternRepository = ReturnType<typeof createWorkingPatternRepository>;
