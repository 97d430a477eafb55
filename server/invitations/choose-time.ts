import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { personIdsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, HeldTimeRecord, MeetingRecord } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { mayChoose, refuseNoChoice, type KeepChoice } from "./keep-choice.ts";

/**
 * Makes one of the offered times the meeting's: by the individual through their link, or recorded by a handläggare
 * who talked with them. The other times are free at once, everybody is invited, and the individual has thereby
 * accepted. Choosing the same time again changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one has no part in or a time that was not offered, `offer_expired`
 * after the deadline, `wrong_state` when another time was chosen or the offer was withdrawn.
 */
export type ChooseTime = (
  actor: StaffActor | InvitedActor,
  choice: { readonly meetingId: string; readonly heldTimeId: string },
) => Promise<void>;

export function createChooseTime({
  findMeeting,
  keepChoice,
  reserveTime,
  clock,
}: {
  findMeeting: FindMeeting;
  keepChoice: KeepChoice;
  reserveTime: ReserveTime;
  clock: Clock;
}): ChooseTime {
  return async (actor, { meetingId, heldTimeId }) => {
    const meeting = await findMeeting(meetingId);
    if (!meeting || !mayChoose(actor, meeting)) throw new DomainError("not_found", "Mötet finns inte.");
    const personIds = personIdsOf(meeting);

    await reserveTime({
      personIds,
      async done(unitOfWork) {
        const now = unitOfWork ? await findMeeting(meetingId, { unitOfWork }) : meeting;
        const isChosen = now?.heldTimes.some(({ id, state }) => id === heldTimeId && state === "chosen");
        return isChosen ? meetingId : undefined;
      },
      async write(unitOfWork) {
        const locked = (await findMeeting(meetingId, { unitOfWork, forUpdate: true })) ?? meeting;
        const at = clock.now();
        const heldTime = heldTimeOf(locked, heldTimeId, at);
        await keepChoice({ actor, meeting: locked, heldTime, at }, unitOfWork);
        return { meetingId, taken: [{ personIds, startAt: heldTime.startsAt, endAt: heldTime.endsAt }] };
      },
    });
  };
}

function heldTimeOf(meeting: MeetingRecord, heldTimeId: string, at: Date): HeldTimeRecord {
  const heldTime = meeting.heldTimes.find(({ id }) => id === heldTimeId);
  if (!heldTime) throw new DomainError("not_found", "Tiden finns inte bland dem som går att välja.");
  refuseNoChoice(meeting, at);
  return heldTime;
}
