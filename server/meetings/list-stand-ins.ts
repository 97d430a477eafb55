import type { StaffActor } from "../identity/actor.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { ListColleagues } from "../people/staff-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { FindFreeStandIns } from "./find-free-stand-ins.ts";
import type { FindMeeting, ParticipantRecord } from "./meeting-record.ts";
import type { StandIn } from "./swaps.contract.ts";
import { openMeeting } from "./open-meeting.ts";

/**
 * Who could come instead of a handläggare: colleagues of the same agency in the same län who are free at the meeting's
 * time. Those who do the same work come first, then those of the same office.
 *
 * @throws DomainError `not_found` for a meeting one has no part in, or somebody who is no handläggare in it.
 */
export type ListStandIns = (
  actor: StaffActor,
  about: { meetingId: string; participantId: string },
) => Promise<StandIn[]>;

export function createListStandIns({
  findMeeting,
  listColleagues,
  findFreeStandIns,
}: {
  findMeeting: FindMeeting;
  listColleagues: ListColleagues;
  findFreeStandIns: FindFreeStandIns;
}): ListStandIns {
  return async (actor, { meetingId, participantId }) => {
    const meeting = await openMeeting(findMeeting, { actor, may: "swap", meetingId });
    const leaving = meeting.participants.find(({ id }) => id === participantId);
    if (!leaving?.organisationId) throw new DomainError("not_found", "Handläggaren är inte med i mötet.");
    const colleagues = await listColleagues(leaving.personId);
    const colleagueIds = colleagues.map(({ personId }) => personId);
    const free = new Set(await findFreeStandIns(meeting, leaving.organisationId, colleagueIds));
    return colleagues
      .filter(({ personId }) => free.has(personId))
      .sort((a, b) => distanceOf(a, leaving) - distanceOf(b, leaving))
      .map(({ personId, name, role, officeName }) => ({
        personId,
        name,
        title: role,
        officeName,
        sameTitle: role === leaving.title,
      }));
  };
}

/** How unlike somebody's work and office are; those as alike stay in order of name. */
function distanceOf({ role, officeName }: Handlaggare, leaving: ParticipantRecord): number {
  return (role === leaving.title ? 0 : 2) + (officeName === leaving.officeName ? 0 : 1);
}
