import { individualOf } from "../meetings/meeting-participants.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import { channelTo, type Reachable } from "../people/channel.ts";
import type { MessageChannel } from "../people/people.contract.ts";

/**
 * How a participant can be reached about their meeting. Of a meeting with a person with protected identity nothing leaves the
 * agencies: external parties are called too.
 */
export function reachOf(
  participant: ParticipantRecord,
  meeting: Pick<MeetingRecord, "participants">,
): Reachable {
  if (participant.role === "external" && individualOf(meeting).protection !== "none")
    return { ...participant, channelOrder: ["telephone"] };
  // A handläggare with protected identity reads mail at work as others do: nobody is named in it.
  if (participant.role === "handlaggare") return { ...participant, protection: "none" };
  return participant;
}

/** How a participant is told of their meeting first. */
export function channelOf(
  participant: ParticipantRecord,
  meeting: Pick<MeetingRecord, "participants">,
): MessageChannel {
  return channelTo(reachOf(participant, meeting));
}
