import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { MessageKind } from "./invitations.contract.ts";

/** Whether somebody still takes part in a meeting that they may not work on (jäv): they are told nothing more of it. */
export function isDisqualified(
  { personId, leftAt }: Pick<ParticipantRecord, "personId" | "leftAt">,
  { disqualifiedIds }: Pick<MeetingRecord, "disqualifiedIds">,
): boolean {
  return leftAt === null && disqualifiedIds.includes(personId);
}

/**
 * Whether a message is kept from somebody outside the agencies whom the individual no longer agrees to details reaching. That they
 * needn't come they are told, and that what they have was meant for somebody else.
 */
export function isWithheld(
  kind: MessageKind,
  { external, personId }: Pick<ParticipantRecord, "external" | "personId">,
  { consentedParties }: Pick<MeetingRecord, "consentedParties">,
): boolean {
  if (!external || kind === "cancellation" || kind === "recalled") return false;
  return !consentedParties.includes(personId);
}

/**
 * Whether a participant is told of something. Of times to choose among only those are whose time is held; when the individual may
 * pick any time, nobody outside the agencies is, for there is nothing yet that they could keep free.
 */
export function isToldOf(
  kind: MessageKind,
  { binding, isFurther, role }: Pick<ParticipantRecord, "binding" | "isFurther" | "role">,
  { opening }: Pick<MeetingRecord, "opening">,
): boolean {
  if (!kind.startsWith("offer")) return true;
  return (binding || !isFurther) && (role !== "external" || opening === null);
}
