import type { OrganisationId } from "../people/people.contract.ts";
import type { NamedSide, SearchParties } from "../scheduling/search-parties.ts";
import { individualOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";

/** Who must be free for a stand-in to come: the colleague. For those who take part already, the meeting's time is free. */
export function standInParties(
  meeting: MeetingRecord,
  organisationId: OrganisationId,
  handlaggareIds: readonly string[],
): SearchParties<NamedSide> {
  return {
    caseId: meeting.caseId,
    type: meeting.type,
    // The individual has had their notice and their say of this time.
    loosen: ["notice", "preference"],
    individualId: individualOf(meeting).personId,
    sides: [{ organisationId, handlaggareIds }],
    durationMinutes: (meeting.endsAt.getTime() - meeting.startsAt.getTime()) / 60_000,
    ignoreMeetingId: meeting.id,
  };
}
