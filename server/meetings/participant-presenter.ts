import { presentAnswer } from "../invitations/present-answer.ts";
import type { Correspondence } from "../invitations/read-correspondence.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { MeetingRecord, ParticipantRecord } from "./meeting-record.ts";
import type { ParticipantView } from "./meetings.contract.ts";

/** All that a meeting's page is made of. */
export interface MeetingMaterial extends Correspondence {
  readonly meeting: MeetingRecord;
  readonly events: readonly { readonly at: Date; readonly kind: string; readonly byName: string | null }[];
}

/** Who reads: themselves known again, and their agency's external parties with contact details. */
export type MeetingReader = Pick<StaffActor, "personId" | "organisationId">;

/** A participant as a handläggare in the meeting sees them, field by field. */
export function presentParticipant(
  participant: ParticipantRecord,
  { meeting, answers, links }: MeetingMaterial,
  reader: MeetingReader,
): ParticipantView {
  const latest = answers.find(({ participantId }) => participantId === participant.id);
  const opened = links.find(({ participantId }) => participantId === participant.id)?.openedAt;
  return {
    id: participant.id,
    role: participant.role,
    attendance: participant.binding ? "binding" : "optional",
    isFurther: participant.isFurther,
    external: presentExternal(participant, reader),
    organisationId: participant.organisationId,
    personId: participant.role === "individual" ? null : participant.personId,
    name: participant.name,
    title: participant.title,
    officeName: participant.officeName,
    isMe: participant.personId === reader.personId,
    answer: presentAnswer(latest, meeting.timeVersion),
    linkOpenedAt: opened ? opened.toISOString() : null,
  };
}

/** What they are and from where, for both agencies; how to reach them, only for the one that registered them. */
function presentExternal(
  { external, email }: ParticipantRecord,
  { organisationId }: MeetingReader,
): ParticipantView["external"] {
  if (!external) return null;
  const { kind, organisationName, phone, registeredBy } = external;
  return { kind, organisationName, contact: registeredBy === organisationId ? { email, phone } : null };
}
