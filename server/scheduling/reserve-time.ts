import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { Reason } from "./free-times.contract.ts";
import type { NamedSide, SearchParties } from "./search-parties.ts";
import { presentJointTime, type FreeTimeSearcher } from "./search-free-times.ts";
import { timeTaken, type TakenTime, type TimeRepository } from "./time.repository.ts";

export type { TakenTime };

/** Something that changes what takes people's time: booking, offering, choosing, moving, swapping, cancelling, expiry. */
export interface Reservation {
  /** Whose time is changed, also of those who are let go of: they are locked. */
  readonly personIds: readonly string[];
  /** What must be free by the rules of the search. Nothing, for who only frees time or takes what was held already. */
  readonly wanted?: WantedTime;
  /** The id of the meeting that this command already changed, if it ran before. */
  done?(unitOfWork?: UnitOfWork): Promise<string | undefined>;
  /** With the persons locked and found free: writes the change. @returns what the meeting takes from now on. */
  write(unitOfWork: UnitOfWork): Promise<{ meetingId: string; taken: readonly TakenTime[] }>;
}

/** One or more starts at which the same people must be free. */
export interface WantedTime {
  readonly parties: SearchParties<NamedSide>;
  readonly startAts: readonly Date[];
  /** Whether another time would do, so that a refusal names the nearest. */
  readonly movable: boolean;
}

/**
 * The one way to take and free people's time. Checks that all are free by the same rules as the search, locks the
 * persons in id order, clears their holds that have run out, checks again, lets the caller write, and takes the time;
 * the exclusion constraint has the last word.
 *
 * @returns the meeting's id.
 * @throws DomainError `time_taken`; its `reasons` are the layers that rule the first such time out, its `taken` all the
 * starts that can't be, its `alternatives` the nearest joint times; the last two searched after rollback.
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
  /** Why the first of the times that can't be can't be; nothing when all can. */
  async function whyNot(
    { parties, startAts }: WantedTime,
    unitOfWork?: UnitOfWork,
  ): Promise<readonly Reason[]> {
    for (const startAt of startAts) {
      const reasons = await freeTimes.whyNot(parties, startAt, unitOfWork);
      if (reasons.length > 0) return reasons;
    }
    return [];
  }

  /** @returns what this command already made. @throws DomainError `time_taken` when not all are free. */
  async function look(reservation: Reservation, unitOfWork?: UnitOfWork): Promise<string | undefined> {
    const reasons = reservation.wanted ? await whyNot(reservation.wanted, unitOfWork) : [];
    // Asked after: what this command made a moment ago takes the time it asks for.
    const earlier = await reservation.done?.(unitOfWork);
    if (reasons.length > 0 && !earlier) throw timeTaken(reasons);
    return earlier;
  }

  async function take(reservation: Reservation, unitOfWork: UnitOfWork): Promise<string> {
    await time.lockPersons(reservation.personIds, unitOfWork);
    const earlier = await look(reservation, unitOfWork);
    if (earlier) return earlier;
    const { meetingId, taken } = await reservation.write(unitOfWork);
    await time.occupy(meetingId, taken, unitOfWork);
    return meetingId;
  }

  async function nearest({ parties, startAts }: WantedTime) {
    const reasons = await Promise.all(startAts.map((startAt) => freeTimes.whyNot(parties, startAt)));
    const taken = startAts.filter((_, index) => reasons[index]?.length);
    const around = taken[0] ?? startAts[0];
    const alternatives = around ? await freeTimes.alternatives(parties, around) : [];
    return {
      taken: taken.map((startAt) => startAt.toISOString()),
      alternatives: alternatives.map(presentJointTime),
    };
  }

  return async (reservation) => {
    try {
      // Who comes too late needn't wait in line for the locks to be told so.
      const earlier = await look(reservation);
      return earlier ?? (await transactions.transaction((unitOfWork) => take(reservation, unitOfWork)));
    } catch (error) {
      const { wanted } = reservation;
      if (!(error instanceof DomainError) || error.code !== "time_taken" || !wanted?.movable) throw error;
      throw new DomainError("time_taken", error.message, {
        extensions: { ...error.extensions, ...(await nearest(wanted)) },
      });
    }
  };
}
