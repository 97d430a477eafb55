import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import { allows } from "../meetings/life-cycle.ts";
import type { FindMeeting, MeetingJournal } from "../meetings/meeting-record.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { CorrectAddress } from "../people/correct-address.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReadRecalls } from "./recall-record.ts";
import type { RenewLink } from "./recalls.contract.ts";

/**
 * After a recall, sends the right person a link of their own and invites them. Who has a link that works gets no other:
 * doing it again changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one isn't in charge of or somebody who takes no part, `wrong_state` when the
 * meeting can't be answered any more, `not_allowed` for correcting an address that the other agency keeps.
 */
export type RenewLinkUseCase = (
  actor: StaffActor,
  to: { meetingId: string; participantId: string },
  command: RenewLink,
) => Promise<void>;

export function createRenewLink({
  findMeeting,
  recalls,
  renewLink,
  correctAddress,
  queueMessages,
  journal,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  recalls: Pick<ReadRecalls, "listWithdrawn">;
  renewLink: (
    participantId: string,
    link: { at: Date; expiresAt: Date },
    unitOfWork: UnitOfWork,
  ) => Promise<void>;
  correctAddress: CorrectAddress;
  queueMessages: QueueMessages;
  journal: MeetingJournal;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): RenewLinkUseCase {
  return async (actor, { meetingId, participantId }, correction) => {
    await openMeeting(findMeeting, { actor, may: "recall", meetingId });
    await transactions.transaction(async (unitOfWork) => {
      const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      const participant = meeting?.participants.find(({ id }) => id === participantId);
      if (!meeting || !participant) throw new DomainError("not_found", "Deltagaren finns inte.");
      const [withdrawn] = await recalls.listWithdrawn([participantId], unitOfWork);
      if (!withdrawn) return;
      const at = clock.now();
      if (!allows(meeting, "answer", at))
        throw new DomainError("wrong_state", "Mötet går inte att svara på längre, så ingen ny länk skickas.");
      if (Object.keys(correction).length > 0)
        await correctAddress(actor, participant, correction, unitOfWork);
      await renewLink(participantId, { at, expiresAt: meeting.endsAt }, unitOfWork);
      const kind = meeting.status === "offered" ? "offer" : "invitation";
      await queueMessages(meetingId, kind, unitOfWork, [participantId]);
      await journal.raiseRevision(meetingId, unitOfWork);
      const actorId = actor.personId;
      await journal.appendEvent({ meetingId, kind: "link_renewed", actorId, at }, unitOfWork);
      const audited = {
        action: "meeting:renew-link",
        objectKind: "meeting",
        objectIds: [meetingId],
      } as const;
      await recordAudit(actor, audited, unitOfWork);
    });
  };
}
