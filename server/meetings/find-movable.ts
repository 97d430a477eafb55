import { meetingPolicy } from "../identity/policy/policy.ts";
import type { FindMovable } from "../scheduling/find-parties.ts";
import { individualOf, policyFactsOf, sidesOf, type FindMeeting } from "./meeting-record.ts";

/** The parties of a meeting that the handläggare may move. */
export function createFindMovable({ findMeeting }: { findMeeting: FindMeeting }): FindMovable {
  return async (actor, meetingId) => {
    const meeting = await findMeeting(meetingId);
    if (!meeting || !meetingPolicy.move(actor, policyFactsOf(meeting))) return undefined;
    const durationMinutes = (meeting.endsAt.getTime() - meeting.startsAt.getTime()) / 60_000;
    return {
      caseId: meeting.caseId,
      type: meeting.type,
      individualId: individualOf(meeting).personId,
      sides: sidesOf(meeting),
      durationMinutes,
    };
  };
}
