import type { NamedSide, SearchParties } from "../scheduling/search-parties.ts";
import { furtherOf, individualOf, sidesOf } from "./meeting-participants.ts";
import type { MeetingRecord, Opening } from "./meeting-record.ts";

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

/** Whose joint time an individual is to pick from, by the conditions that the handläggare searched with. It takes none yet. */
export function openParties(meeting: MeetingRecord, { loosen }: Opening): SearchParties<NamedSide> {
  return { ...partiesIn(meeting), ignoreMeetingId: undefined, loosen };
}

/** The same when the individual picks: who decides themselves needs no notice, and may wish for something else than before. */
export function pickingParties(meeting: MeetingRecord, opening: Opening): SearchParties<NamedSide> {
  const { loosen } = opening;
  return {
    ...openParties(meeting, opening),
    loosen: [...new Set([...loosen, "notice", "preference"] as const)],
  };
}
