import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import type { FindPickableTimes } from "../meetings/find-pickable-times.ts";
import { pickingParties } from "../meetings/meeting-parties.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { calmStarts } from "../meetings/opening-rules.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { PickableTimes } from "./invitations.contract.ts";
import { mayChoose, refuseNoChoice } from "./keep-choice.ts";

/** Enough for the weeks that anybody reads through; who wants one later than these calls. */
const MOST_TIMES = 400;

/**
 * The times that an individual can pick from now: when all are free, at most every half hour. Also for a handläggare who has them on
 * the telephone.
 *
 * @throws DomainError `not_found` for a meeting one has no part in or that isn't open, `offer_expired` or `wrong_state` when there
 * is nothing to pick any more.
 */
export type ReadPickableTimes = (
  actor: StaffActor | InvitedActor,
  meetingId: string,
) => Promise<PickableTimes>;

export function createReadPickableTimes({
  findMeeting,
  findPickableTimes,
  clock,
}: {
  findMeeting: FindMeeting;
  findPickableTimes: FindPickableTimes;
  clock: Clock;
}): ReadPickableTimes {
  return async (actor, meetingId) => {
    const meeting = await findMeeting(meetingId);
    const opening = meeting?.opening;
    if (!meeting || !opening || !mayChoose(actor, meeting))
      throw new DomainError("not_found", "Mötet finns inte.");
    refuseNoChoice(meeting, clock.now());
    const times = calmStarts(await findPickableTimes(pickingParties(meeting, opening), opening));
    return {
      times: times.slice(0, MOST_TIMES).map(({ startAt, endAt }) => ({
        startAt: startAt.toISOString(),
        endAt: endAt.toISOString(),
      })),
      hasMore: times.length > MOST_TIMES,
    };
  };
}
