import { individualOf, type MeetingRecord, type ParticipantRecord } from "../meetings/meeting-record.ts";
import { channelTo } from "../people/channel.ts";

/**
 * How a participant is told of their meeting. Of a meeting with a person with protected identity nothing leaves the
 * agencies by mail: external parties are called too.
 */
export function channelOf(
  participant: ParticipantRecord,
  meeting: Pick<MeetingRecord, "participants">,
): "email" | "telephone" {
  if (participant.role === "external" && individualOf(meeting).protection !== "none") return "telephone";
  return channelTo(participant);
}
