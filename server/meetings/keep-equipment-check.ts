import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { EquipmentFindings } from "./equipment-check.contract.ts";
import type { EquipmentChecksRepository } from "./equipment-checks.repository.ts";
import { allows } from "./life-cycle.ts";
import { policyFactsOf } from "./meeting-participants.ts";
import type { FindMeeting } from "./meeting-record.ts";

/**
 * Somebody who is invited has tried their equipment ahead of the meeting: what they found now is shown to its handläggare, in place of
 * what they found before. It is no change of the meeting: its revision stands, and open pages are told.
 *
 * @throws DomainError `not_found` for another meeting than the one they are invited to, `wrong_state` when it has no time yet, is
 * cancelled or over.
 */
export type KeepEquipmentCheck = (
  actor: InvitedActor,
  meetingId: string,
  findings: EquipmentFindings,
) => Promise<void>;

export function createKeepEquipmentCheck({
  findMeeting,
  announceMeeting,
  equipmentChecks,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  /** Tells open pages that there is something new to read. */
  announceMeeting: (meetingId: string) => Promise<void>;
  equipmentChecks: Pick<EquipmentChecksRepository, "keep">;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepEquipmentCheck {
  return async (actor, meetingId, findings) => {
    const meeting = await findMeeting(meetingId);
    if (!meeting || !meetingPolicy.tellEquipment(actor, policyFactsOf(meeting)))
      throw new DomainError("not_found", "Mötet finns inte.");
    const checkedAt = clock.now();
    // Until it starts one can answer, and from an hour before come: together until the room closes.
    const isToCome = allows(meeting, "answer", checkedAt) || allows(meeting, "enter", checkedAt);
    if (meeting.status !== "booked" || !isToCome)
      throw new DomainError("wrong_state", "Mötet är avbokat, slut eller har inte fått någon tid än.");
    await transactions.transaction(async (unitOfWork) => {
      await equipmentChecks.keep({ participantId: actor.participantId, checkedAt, ...findings }, unitOfWork);
      const tried = {
        action: "meeting:equipment-check",
        objectKind: "meeting",
        objectIds: [meetingId],
      } as const;
      await recordAudit(actor, tried, unitOfWork);
    });
    await announceMeeting(meetingId);
  };
}
