import { meetingPolicy } from "../identity/policy/policy.ts";
import type { FindMovable } from "../scheduling/find-parties.ts";
import { partiesIn } from "./meeting-parties.ts";
import { policyFactsOf } from "./meeting-participants.ts";
import type { FindMeeting } from "./meeting-record.ts";

/** The parties of a meeting that the handläggare may move. */
export function createFindMovable({ findMeeting }: { findMeeting: FindMeeting }): FindMovable {
  return async (actor, meetingId) => {
    const meeting = await findMeeting(meetingId);
    if (!meeting || !meetingPolicy.move(actor, policyFactsOf(meeting))) return undefined;
    return partiesIn(meeting);
  };
}
