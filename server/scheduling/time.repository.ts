import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Reason } from "./free-times.contract.ts";

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

/**
 * The refusal when somebody who must come is not free, or a rule stands in the way. Alternatives are added by who knows them.
 *
 * @param reasons the layers that rule the time out; none when somebody else was a moment before.
 */
export function timeTaken(reasons: readonly Reason[] = []): DomainError {
  return new DomainError("time_taken", "Tiden går inte att boka längre. Välj en annan tid.", {
    extensions: { reasons },
  });
}

function isViolationOf(error: unknown, constraint: string): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === constraint;
}
