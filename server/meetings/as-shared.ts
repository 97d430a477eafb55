import type { OrganisationId } from "../people/people.contract.ts";
import sv from "./locales/sv.json" with { type: "json" };
import type { MeetingRecord, ParticipantRecord } from "./meeting-record.ts";
import type { MeetingMaterial, MeetingReader } from "./participant-presenter.ts";

/** What stands for the name of somebody whom the reader's agency may not know. */
export const WITHHELD_NAME: string = sv.withheldName;

/**
 * Whether an agency may know whom a meeting is with: the one whose case it is always, the other as long as the individual agrees
 * to it.
 */
export function mayKnowWho(
  { ownerOrganisationId, consentedParties }: Pick<MeetingRecord, "ownerOrganisationId" | "consentedParties">,
  organisationId: OrganisationId,
): boolean {
  return organisationId === ownerOrganisationId || consentedParties.includes(organisationId);
}

/**
 * A meeting as an agency may know it. Names of handläggare with protected identity are their own agency's; when the individual
 * has withdrawn their consent, who they and those who answer for them are is the owner's.
 */
export function asShared(meeting: MeetingRecord, organisationId: OrganisationId): MeetingRecord {
  const knowsWho = mayKnowWho(meeting, organisationId);
  const share = (participant: ParticipantRecord): ParticipantRecord => {
    const { role, protection } = participant;
    if (role === "handlaggare")
      return protection === "none" || participant.organisationId === organisationId
        ? participant
        : { ...participant, name: sv.protectedColleague, officeName: null };
    return knowsWho || role === "external" ? participant : { ...participant, name: WITHHELD_NAME };
  };
  return {
    ...meeting,
    participants: meeting.participants.map(share),
    formerParticipants: meeting.formerParticipants.map(share),
  };
}

/**
 * All that a meeting's page is made of, as the reader's agency may know it: without what the individual wrote once they have withdrawn
 * their consent. Why a message was recalled is told the agency that did it, for it may tell who got it.
 */
export function sharedMaterial(
  material: MeetingMaterial,
  { organisationId }: MeetingReader,
): MeetingMaterial {
  const meeting = asShared(material.meeting, organisationId);
  const recalls = material.recalls.map((recall) =>
    recall.recalledByOrganisationId === organisationId ? recall : { ...recall, reason: null },
  );
  if (mayKnowWho(meeting, organisationId)) return { ...material, meeting, recalls };
  const wordless = { comment: null, wish: null, declineReason: null };
  return {
    ...material,
    meeting,
    recalls,
    chainClock: null,
    answers: material.answers.map((answer) => ({ ...answer, ...wordless, byRepresentative: null })),
    unverified: [],
  };
}
