import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Interval } from "./intervals.ts";
import type { Weekday } from "./local-time.ts";
import type { WeeklyHours } from "./working-hours.ts";

/** One person's time in a window, in epoch minutes. Individuals have no weekly hours. */
export interface PersonTime {
  readonly personId: string;
  readonly weeklyHours: readonly WeeklyHours[];
  readonly absences: readonly Interval[];
  readonly occupied: readonly Interval[];
}

interface PersonTimeRow {
  personId: string;
  weeklyHours: [number, number, number][];
  absences: [number, number][];
  occupied: [number, number][];
}

const asIntervals = (pairs: [number, number][]): Interval[] => pairs.map(([start, end]) => ({ start, end }));

/** Whole minutes since 1970 that cover a range: start rounded down, end rounded up. */
const minutesOf = (range: string) =>
  sql`jsonb_build_array(
    floor(extract(epoch from lower(${sql.ref(range)})) / 60)::int,
    ceil(extract(epoch from upper(${sql.ref(range)})) / 60)::int)`;

/**
 * What takes people's time. Every writer of somebody's time calls `lockPersons` first; the constraint
 * `occupancy_no_double_booking` has the last word.
 */
export function createTimeRepository(database: Database) {
  return {
    /**
     * Locks the persons' rows in id order until the unit of work ends, so that writers of their time take turns.
     * `no key`: foreign keys to a person, checked by writers of other things, must not wait for this (or deadlock).
     */
    async lockPersons(personIds: readonly string[], unitOfWork: UnitOfWork): Promise<void> {
      await sql`select id from person where id = any(${[...personIds]}::uuid[]) order by id for no key update`.execute(
        database.query(unitOfWork),
      );
    },

    /** One aggregated row a person, in one query, whatever the number of persons and intervals. */
    async loadTime(
      search: { personIds: readonly string[]; from: Date; to: Date; ignoreMeetingId?: string | undefined },
      unitOfWork?: UnitOfWork,
    ): Promise<PersonTime[]> {
      const window = sql`tstzrange(${search.from}, ${search.to})`;
      const { rows } = await sql<PersonTimeRow>`
        select p.id as "personId",
          coalesce((select jsonb_agg(jsonb_build_array(weekday, start_minutes, end_minutes))
            from working_hours where handlaggare_id = p.id), '[]') as "weeklyHours",
          coalesce((select jsonb_agg(${minutesOf("during")})
            from absence where handlaggare_id = p.id and during && ${window}), '[]') as absences,
          coalesce((select jsonb_agg(${minutesOf("during")})
            from occupancy where person_id = p.id and during && ${window}
              and meeting_id is distinct from ${search.ignoreMeetingId ?? null}::uuid), '[]') as occupied
        from person p where p.id = any(${[...search.personIds]}::uuid[])`.execute(database.query(unitOfWork));
      return rows.map((row) => ({
        personId: row.personId,
        weeklyHours: row.weeklyHours.map(([weekday, startMinutes, endMinutes]) => ({
          weekday: weekday as Weekday,
          startMinutes,
          endMinutes,
        })),
        absences: asIntervals(row.absences),
        occupied: asIntervals(row.occupied),
      }));
    },

    /**
     * Takes the persons' time for a meeting.
     *
     * @throws DomainError `time_taken` when any of them is in another meeting then.
     */
    async occupy(
      booking: { meetingId: string; personIds: readonly string[]; startAt: Date; endAt: Date },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const during = sql<string>`tstzrange(${booking.startAt}, ${booking.endAt})`;
      try {
        await database
          .query(unitOfWork)
          .insertInto("occupancy")
          .values(
            booking.personIds.map((personId) => ({
              person_id: personId,
              meeting_id: booking.meetingId,
              during,
            })),
          )
          .execute();
      } catch (error) {
        if (isViolationOf(error, "occupancy_no_double_booking")) throw timeTaken();
        throw error;
      }
    },

    release: (meetingId: string, unitOfWork: UnitOfWork) =>
      database.query(unitOfWork).deleteFrom("occupancy").where("meeting_id", "=", meetingId).execute(),
  };
}
export type TimeRepository = ReturnType<typeof createTimeRepository>;

/** The refusal when somebody who must come is no longer free. Alternatives are added by who knows them. */
export function timeTaken(): DomainError {
  return new DomainError("time_taken", "Tiden hann bli upptagen. Välj en annan tid.");
}

function isViolationOf(error: unknown, constraint: string): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === constraint;
}
