import { sql } from "kysely";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Reason } from "./free-times.contract.ts";

/**
 * Time to be taken: for the meeting itself, or held for one of the times its individual may choose; for a draft or a hold
 * until an instant.
 */
export interface TakenTime {
  readonly personIds: readonly string[];
  readonly startAt: Date;
  readonly endAt: Date;
  readonly heldTimeId?: string;
  readonly expiresAt?: Date | undefined;
}

/**
 * What takes people's time. Every writer of somebody's time calls `lockPersons` first; the constraint
 * `occupancy_no_double_booking` has the last word.
 */
export function createTimeRepository(database: Database, clock: Clock) {
  return {
    /**
     * Locks the persons' rows in id order until the unit of work ends, so that writers of their time take turns, and
     * deletes their holds that have run out: the constraint can't know the time.
     * `no key`: foreign keys to a person, checked by writers of other things, must not wait for this (or deadlock).
     */
    async lockPersons(personIds: readonly string[], unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      const ids = sql`${[...personIds]}::uuid[]`;
      await sql`select id from person where id = any(${ids}) order by id for no key update`.execute(query);
      await sql`delete from occupancy where person_id = any(${ids}) and expires_at <= ${clock.now()}`.execute(
        query,
      );
    },

    /**
     * Takes time for a meeting in place of what it took before: none for one that is over, several for an offer.
     *
     * @throws DomainError `time_taken` when any of the persons is taken by something else then.
     */
    async occupy(meetingId: string, taken: readonly TakenTime[], unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      await sql`delete from occupancy where meeting_id = ${meetingId}
        or held_time_id in (select id from held_time where meeting_id = ${meetingId})`.execute(query);
      const rows = taken.flatMap(({ personIds, startAt, endAt, heldTimeId, expiresAt }) =>
        personIds.map((personId) => ({
          person_id: personId,
          meeting_id: heldTimeId ? null : meetingId,
          held_time_id: heldTimeId ?? null,
          expires_at: expiresAt ?? null,
          during: sql<string>`tstzrange(${startAt}, ${endAt})`,
        })),
      );
      if (rows.length === 0) return;
      try {
        await query.insertInto("occupancy").values(rows).execute();
      } catch (error) {
        if (isViolationOf(error, "occupancy_no_double_booking")) throw timeTaken();
        throw error;
      }
    },
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
