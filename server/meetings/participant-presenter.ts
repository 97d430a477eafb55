import { presentAnswer } from "../invitations/present-answer.ts";
import { isDeclinable } from "../invitations/give-answer.ts";
import { isWaiting, presentUnverifiedReply } from "../invitations/unverified-reply.ts";
import type { Correspondence } from "../invitations/read-correspondence.ts";
import type { ChainClock } from "../people/people.contract.ts";
import type { StaffActor } from "../identity/actor.ts";
import { mandateOn } from "../representatives/mandate.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { EquipmentCheckRecord } from "./equipment-checks.repository.ts";
import type { IdentityCheckRecord } from "./identity-checks.repository.ts";
import type { MeetingRecord, ParticipantRecord } from "./meeting-record.ts";
import type { SeriesRecord } from "./meeting-series.ts";
import type { ParticipantView } from "./meetings.contract.ts";
import type { ShortNotice } from "./short-notice.contract.ts";

/** All that a meeting's page is made of. */
export interface MeetingMaterial extends Correspondence {
  readonly meeting: MeetingRecord;
  readonly chainClock: ChainClock | null;
  readonly series: readonly SeriesRecord[];
  readonly identityChecks: readonly IdentityCheckRecord[];
  readonly equipmentChecks: readonly EquipmentCheckRecord[];
  readonly events: readonly {
    readonly at: Date;
    readonly kind: string;
    readonly byName: string | null;
    readonly shortNotice: ShortNotice | null;
  }[];
}

/** Who reads: themselves known again, and their agency's external parties with contact details. */
export type MeetingReader = Pick<StaffActor, "personId" | "organisationId">;

/** A participant as a handläggare in the meeting sees them, field by field. */
export function presentParticipant(
  participant: ParticipantRecord,
  { meeting, answers, unverified, links, identityChecks, equipmentChecks }: MeetingMaterial,
  reader: MeetingReader,
  now: Date,
): ParticipantView {
  const latest = answers.find(({ participantId }) => participantId === participant.id);
  const { timeVersion, startsAt } = meeting;
  const reply = unverified.find(({ participantId }) => participantId === participant.id);
  const mayDecline = isDeclinable(meeting, participant.id);
  const opened = links.find(({ participantId }) => participantId === participant.id)?.openedAt;
  return {
    id: participant.id,
    role: participant.role,
    attendance: participant.binding ? "binding" : "optional",
    isFurther: participant.isFurther,
    external: presentExternal(participant, reader),
    representative: presentMandate(participant, reader, now),
    organisationId: participant.organisationId,
    personId: ["individual", "representative"].includes(participant.role) ? null : participant.personId,
    name: participant.name,
    title: participant.title,
    officeName: participant.officeName,
    isMe: participant.personId === reader.personId,
    answer: presentAnswer(latest, timeVersion),
    unverifiedReply:
      reply && isWaiting(reply, { latest, timeVersion })
        ? presentUnverifiedReply(reply, { startsAt, mayDecline })
        : null,
    linkOpenedAt: opened ? opened.toISOString() : null,
    identityCheck: presentCheck(participant, identityChecks),
    equipmentCheck: presentEquipment(participant, equipmentChecks),
  };
}

function presentCheck(
  { id }: ParticipantRecord,
  checks: MeetingMaterial["identityChecks"],
): ParticipantView["identityCheck"] {
  const check = checks.find(({ participantId }) => participantId === id);
  return (
    (check && {
      method: check.method,
      checkedAt: check.checkedAt.toISOString(),
      checkedByName: check.checkedByName,
    }) ??
    null
  );
}

/** What worked when they tried, and nothing of with what. */
function presentEquipment(
  { id }: ParticipantRecord,
  checks: MeetingMaterial["equipmentChecks"],
): ParticipantView["equipmentCheck"] {
  const check = checks.find(({ participantId }) => participantId === id);
  if (!check) return null;
  const { browser, camera, microphone, speaker, network, relay } = check;
  return { browser, camera, microphone, speaker, network, relay, checkedAt: check.checkedAt.toISOString() };
}

/** With what mandate, for both agencies; how to reach them, only for the one that registered them. */
function presentMandate(
  { representative }: ParticipantRecord,
  { organisationId }: MeetingReader,
  now: Date,
): ParticipantView["representative"] {
  if (!representative) return null;
  const { isWithdrawn: _isWithdrawn, registeredBy, phone, ...mandate } = representative;
  const state = mandateOn(representative, localDateOf(now));
  return { ...mandate, state, phone: registeredBy === organisationId ? phone : null };
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
