import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { OrganisationRecord } from "../people/staff-record.ts";

/** Where one calls about a meeting. */
export interface Contact {
  readonly organisationId: OrganisationId;
  readonly phone: string;
}

/** Whom a participant can call: the agencies that take part, and for an external party the one that asked them. */
export function contactsOf(
  organisations: readonly Pick<OrganisationRecord, "id" | "phone">[],
  { meeting, participant }: { meeting: MeetingRecord; participant: ParticipantRecord },
): Contact[] {
  const { external } = participant;
  const agencies = external
    ? [external.registeredBy]
    : meeting.participants.map(({ organisationId }) => organisationId);
  return organisations
    .filter(({ id }) => agencies.includes(id))
    .map(({ id, phone }) => ({ organisationId: id, phone }));
}
