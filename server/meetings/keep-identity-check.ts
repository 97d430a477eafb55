import type { StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { IdentityCheckMethod } from "./identity-check.contract.ts";
import { policyFactsOf } from "./meeting-participants.ts";
import type { FindMeeting } from "./meeting-record.ts";
import type { RecordIdentityCheck } from "./record-identity-check.ts";

/**
 * A handläggare of the meeting has made sure who somebody is who has no e-ID, or doesn't use it. It is shown to both agencies'
 * handläggare, on the meeting's page and in its room; letting somebody in there is still done by eye and ear.
 *
 * @throws DomainError `not_found` for a meeting one has no part in, or a participant it hasn't; `invalid` for a handläggare, who
 * signs in.
 */
export type KeepIdentityCheck = (
  actor: StaffActor,
  about: { meetingId: string; participantId: string; method: IdentityCheckMethod },
) => Promise<void>;

export function createKeepIdentityCheck({
  findMeeting,
  recordIdentityCheck,
  transactions,
}: {
  findMeeting: FindMeeting;
  recordIdentityCheck: RecordIdentityCheck;
  transactions: Transactions;
}): KeepIdentityCheck {
  return (actor, about) =>
    transactions.transaction(async (unitOfWork) => {
      const meeting = await findMeeting(about.meetingId, { unitOfWork, forUpdate: true });
      const checked = meeting?.participants.find(({ id }) => id === about.participantId);
      if (!meeting || !checked || !meetingPolicy.recordAnswer(actor, policyFactsOf(meeting)))
        throw new DomainError("not_found", "Mötet finns inte.");
      if (checked.role === "handlaggare")
        throw new DomainError("invalid", "En handläggare legitimerar sig genom att logga in.");
      await recordIdentityCheck(actor, about, unitOfWork);
    });
}
