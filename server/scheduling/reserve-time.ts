import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { NamedSide, SearchParties } from "./search-parties.ts";
import { presentJointTime, type FreeTimeSearcher } from "./search-free-times.ts";
import { timeTaken, type TimeRepository } from "./time.repository.ts";

/** Something that takes people's time: a booking or a move. */
export interface Reservation {
  readonly parties: SearchParties<NamedSide>;
  readonly startAt: Date;
  /** The id of what this command already made, if it ran before. */
  booked?(unitOfWork?: UnitOfWork): Promise<string | undefined>;
  /** With the persons locked and found free: writes the meeting. @returns its id, whose time is then taken. */
  book(unitOfWork: UnitOfWork): Promise<string>;
}

/**
 * The one way to take people's time. Checks that all are free by the same rules as the search, locks the persons in
 * id order, checks again, lets the caller write, and takes the time; the exclusion constraint has the last word.
 *
 * @throws DomainError `time_taken`; its `reasons` are the layers that rule the time out, its `alternatives` the nearest joint
 * times, searched after rollback.
 */
export type ReserveTime = (reservation: Reservation) => Promise<string>;

export function createReserveTime({
  time,
  freeTimes,
  transactions,
}: {
  time: TimeRepository;
  freeTimes: FreeTimeSearcher;
  transactions: Transactions;
}): ReserveTime {
  /** @returns what this command already made. @throws DomainError `time_taken` when not all are free. */
  async function look(reservation: Reservation, unitOfWork?: UnitOfWork): Promise<string | undefined> {
    const reasons = await freeTimes.whyNot(reservation.parties, reservation.startAt, unitOfWork);
    // Asked after: what this command made a moment ago takes the time it asks for.
    const earlier = await reservation.booked?.(unitOfWork);
    if (reasons.length > 0 && !earlier) throw timeTaken(reasons);
    return earlier;
  }

  async function take(reservation: Reservation, unitOfWork: UnitOfWork): Promise<string> {
    const { parties, startAt } = reservation;
    const personIds = [
      parties.individualId,
      ...parties.sides.flatMap(({ handlaggareIds }) => handlaggareIds),
    ];
    await time.lockPersons(personIds, unitOfWork);
    const earlier = await look(reservation, unitOfWork);
    if (earlier) return earlier;
    const meetingId = await reservation.book(unitOfWork);
    const endAt = new Date(startAt.getTime() + parties.durationMinutes * 60_000);
    await time.release(meetingId, unitOfWork);
    await time.occupy({ meetingId, personIds, startAt, endAt }, unitOfWork);
    return meetingId;
  }

  return async (reservation) => {
    try {
      // Who comes too late needn't wait in line for the locks to be told so.
      const earlier = await look(reservation);
      return earlier ?? (await transactions.transaction((unitOfWork) => take(reservation, unitOfWork)));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "time_taken") throw error;
      const alternatives = await freeTimes.alternatives(reservation.parties, reservation.startAt);
      throw new DomainError("time_taken", error.message, {
        extensions: { ...error.extensions, alternatives: alternatives.map(presentJointTime) },
      });
    }
  };
}
