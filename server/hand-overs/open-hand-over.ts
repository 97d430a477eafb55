import type { StaffActor } from "../identity/actor.ts";
import { handOverPolicy } from "../identity/policy/policy.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { FindStaffMember } from "../people/staff-record.ts";
import { DomainError } from "../platform/domain-error.ts";

/** Whose meetings are handed over, in which case if it is about one. */
export interface OpenedHandOver {
  readonly personId: string;
  readonly organisationId: OrganisationId;
  readonly caseId: string | undefined;
}

/**
 * Finds whose meetings a handläggare hands over, if they may, and the case that one of their meetings is of; former meetings count,
 * so that it may be asked again.
 *
 * @throws DomainError `not_found`
 */
export type OpenHandOver = (
  actor: StaffActor,
  asked: { personId: string; ofMeetingId: string | null },
) => Promise<OpenedHandOver>;

export function createOpenHandOver({
  findStaffMember,
  findMeeting,
}: {
  findStaffMember: FindStaffMember;
  findMeeting: FindMeeting;
}): OpenHandOver {
  return async (actor, { personId, ofMeetingId }) => {
    const [leaving, own] = await Promise.all([findStaffMember(personId), findStaffMember(actor.personId)]);
    if (!leaving || !own || !handOverPolicy.handOver(actor, { ...leaving, isLeader: own.leadsOffice }))
      throw new DomainError("not_found", "Handläggaren finns inte på ditt kontor.");
    const { organisationId } = leaving;
    if (!ofMeetingId) return { personId, organisationId, caseId: undefined };
    const meeting = await findMeeting(ofMeetingId);
    const isTheirs = [...(meeting?.participants ?? []), ...(meeting?.formerParticipants ?? [])].some(
      (participant) => participant.personId === personId,
    );
    if (!meeting || !isTheirs) throw new DomainError("not_found", "Mötet finns inte.");
    return { personId, organisationId, caseId: meeting.caseId };
  };
}
