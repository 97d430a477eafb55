import type { NamedSide, SearchParties } from "../scheduling/search-parties.ts";
import { furtherOf, individualOf, sidesOf, type MeetingRecord } from "./meeting-record.ts";

/** Whose joint time a meeting needs, as it is. Its own time counts as free. */
export function partiesIn(meeting: MeetingRecord): SearchParties<NamedSide> {
  return {
    caseId: meeting.caseId,
    type: meeting.type,
    individualId: individualOf(meeting).personId,
    sides: sidesOf(meeting),
    participants: furtherOf(meeting),
    durationMinutes: (meeting.endsAt.getTime() - meeting.startsAt.getTime()) / 60_000,
    ignoreMeetingId: meeting.id,
  };
}
