import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { MessagesRepository } from "./messages.repository.ts";

/**
 * A handläggare has called and told what the message says. Doing it again changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one has no part in, or a message that isn't a call to make.
 */
export type MarkCalled = (actor: StaffActor, call: { meetingId: string; messageId: string }) => Promise<void>;

export function createMarkCalled({
  findMeeting,
  messages,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  messages: MessagesRepository;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): MarkCalled {
  return async (actor, { meetingId, messageId }) => {
    const meeting = await findMeeting(meetingId);
    if (!meeting || !meetingPolicy.recordAnswer(actor, policyFactsOf(meeting)))
      throw new DomainError("not_found", "Mötet finns inte.");
    const message = (await messages.listOf(meetingId)).find(({ id }) => id === messageId);
    if (message?.channel !== "telephone") throw new DomainError("not_found", "Samtalet finns inte.");
    if (message.state !== "to_do") return;
    await transactions.transaction(async (unitOfWork) => {
      await messages.settle(messageId, { state: "done", at: clock.now() }, unitOfWork);
      const audited = { action: "meeting:called", objectKind: "meeting", objectIds: [meetingId] } as const;
      await recordAudit(actor, audited, unitOfWork);
    });
  };
}
