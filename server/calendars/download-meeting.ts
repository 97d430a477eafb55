import type { StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import { writeDownload } from "./calendar-writer.ts";
import { neutralEntryText } from "./entry-summary.ts";

/**
 * One meeting as a file for a handläggare's own calendar: their own UID, as in their feed and their mail, and a title that says
 * neither agency nor type, since the file goes where it is put.
 *
 * @throws DomainError `not_found` for a meeting they don't take part in; `wrong_state` when it has no time, or won't be.
 */
export type DownloadMeeting = (actor: StaffActor, meetingId: string) => Promise<string>;

export function createDownloadMeeting({
  findMeeting,
  publicUrl,
}: {
  findMeeting: FindMeeting;
  /** Without a slash at the end. */
  publicUrl: string;
}): DownloadMeeting {
  return async (actor, meetingId) => {
    const meeting = await findMeeting(meetingId);
    const own = meeting?.participants.find(({ personId }) => personId === actor.personId);
    if (!meeting || !own || !meetingPolicy.read(actor, policyFactsOf(meeting)))
      throw new DomainError("not_found", "Mötet finns inte.");
    if (meeting.status !== "booked" && meeting.status !== "held")
      throw new DomainError("wrong_state", "Mötet har ingen tid att lägga in.");
    const url = `${publicUrl}/moten/${meeting.id}`;
    return writeDownload({
      uid: own.uid,
      sequence: own.sequence,
      startsAt: meeting.startsAt,
      endsAt: meeting.endsAt,
      changedAt: meeting.changedAt,
      createdAt: meeting.createdAt,
      ...neutralEntryText({ url }),
      url,
      status: "CONFIRMED",
      transparency: own.binding ? "OPAQUE" : "TRANSPARENT",
    });
  };
}
