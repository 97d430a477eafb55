import type { ParticipantRecord } from "../meetings/meeting-record.ts";
import type { RoomRecord } from "./room-record.ts";
import type { Seat } from "./seat-rules.ts";

/** What the commands of a call ask of its room. No more is held of it between them: a process has thousands. */
export interface KnownRoom extends Pick<RoomRecord, "version" | "ownerOrganisationId" | "consentedParties"> {
  readonly seats: readonly Pick<Seat, "participantId" | "generation" | "state" | "identifiedBy">[];
  readonly participants: readonly Pick<ParticipantRecord, "id" | "organisationId" | "protection">[];
  readonly notesShared: boolean;
}

/** That part of a room. */
export function knownOf({
  version,
  ownerOrganisationId,
  consentedParties,
  seats,
  participants,
  call,
}: RoomRecord): KnownRoom {
  return {
    version,
    ownerOrganisationId,
    consentedParties,
    seats: seats.map(({ participantId, generation, state, identifiedBy }) => ({
      participantId,
      generation,
      state,
      identifiedBy,
    })),
    participants: participants.map(({ id, organisationId, protection }) => ({
      id,
      organisationId,
      protection,
    })),
    notesShared: call.notesShared,
  };
}
