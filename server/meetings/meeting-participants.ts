import type { FurtherParticipant } from "../people/external-parties.contract.ts";
import type { MeetingRecord, ParticipantRecord } from "./meeting-record.ts";

/** The individual a meeting is about. */
export function individualOf(meeting: { participants: readonly ParticipantRecord[] }): ParticipantRecord {
  const individual = meeting.participants.find(({ role }) => role === "individual");
  if (!individual) throw new Error("A meeting without an individual.");
  return individual;
}

/** Whose answer a participant gives: a representative's is the individual's. */
export function answererOf(
  meeting: { participants: readonly ParticipantRecord[] },
  participant: Pick<ParticipantRecord, "id" | "role">,
): string {
  return participant.role === "representative" ? individualOf(meeting).id : participant.id;
}

/** The individual and who answers for them, by participant id: they are told the same. */
export function individualAndRepresentativesOf(meeting: {
  participants: readonly ParticipantRecord[];
}): string[] {
  return meeting.participants
    .filter(({ role }) => role === "individual" || role === "representative")
    .map(({ id }) => id);
}

/** The agencies' sides of a meeting: who represents each. */
export function sidesOf(meeting: { participants: readonly ParticipantRecord[] }) {
  return meeting.participants.flatMap(({ organisationId, personId, isFurther }) =>
    organisationId && !isFurther ? [{ organisationId, handlaggareIds: [personId] }] : [],
  );
}

/** Those who confirm a draft: the sides that are not of the agency that drafted it. */
export function confirmersOf({
  participants,
  bookedByOrganisationId,
}: Pick<MeetingRecord, "participants" | "bookedByOrganisationId">): ParticipantRecord[] {
  return participants.filter(
    ({ organisationId, isFurther }) =>
      organisationId !== null && organisationId !== bookedByOrganisationId && !isFurther,
  );
}

/** Those who meet the individual for the agency that drafted the meeting, by participant id. */
export function askersOf(draft: Pick<MeetingRecord, "participants" | "bookedByOrganisationId">): string[] {
  return draft.participants
    .filter(({ organisationId, isFurther }) => organisationId === draft.bookedByOrganisationId && !isFurther)
    .map(({ id }) => id);
}

/** Those beside the individual and the sides. */
export function furtherOf(meeting: { participants: readonly ParticipantRecord[] }): FurtherParticipant[] {
  return meeting.participants
    .filter(({ isFurther }) => isFurther)
    .map(({ personId, binding }) => ({ personId, attendance: binding ? "binding" : "optional" }));
}

/** The persons whose time a meeting takes. */
export function personIdsOf(meeting: { participants: readonly ParticipantRecord[] }): string[] {
  return meeting.participants.filter(({ binding }) => binding).map(({ personId }) => personId);
}

/**
 * The times that a meeting takes: its own, or each that is held; a draft's or an offer's until its deadline. None while the
 * individual is yet to pick one.
 */
export function timesOf({
  status,
  startsAt,
  endsAt,
  answerBy,
  confirmBy,
  opening,
  heldTimes,
}: Pick<
  MeetingRecord,
  "status" | "startsAt" | "endsAt" | "answerBy" | "confirmBy" | "opening" | "heldTimes"
>) {
  const isOpen = status === "draft" || status === "offered";
  if (isOpen && opening) return [];
  const expiresAt = (status === "draft" ? confirmBy : status === "offered" ? answerBy : null) ?? undefined;
  const held = isOpen ? heldTimes.filter(({ state }) => state === "held") : [];
  if (held.length === 0) return [{ startAt: startsAt, endAt: endsAt, expiresAt }];
  return held.map((time) => ({
    startAt: time.startsAt,
    endAt: time.endsAt,
    heldTimeId: time.id,
    expiresAt,
  }));
}

/** What the policy needs to know of a meeting. */
export function policyFactsOf(meeting: MeetingRecord) {
  return {
    meetingId: meeting.id,
    bookedById: meeting.createdBy,
    disqualifiedIds: meeting.disqualifiedIds,
    confirmerIds: confirmersOf(meeting).map(({ personId }) => personId),
    handlaggareIds: meeting.participants
      .filter(({ role }) => role === "handlaggare")
      .map(({ personId }) => personId),
    participantIds: meeting.participants.map(({ id }) => id),
  };
}
