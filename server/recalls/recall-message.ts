import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { FindMeeting, MeetingJournal } from "../meetings/meeting-record.ts";
import { newCalendarUid } from "../meetings/meeting-reference.ts";
import { openMeeting } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { CutSeat } from "../rooms/cut-seat.ts";
import type { IncidentsRepository } from "./incidents.repository.ts";
import type { RecallMessage } from "./recalls.contract.ts";
import type { RecallsRepository } from "./recalls.repository.ts";

/**
 * Withdraws a message that went to the wrong person. Nothing can call a mail back: the link in it is closed at once, whoever
 * sits in the meeting's room by it is cut off, the recipient is told and their calendar entry taken away, and all that was sent is kept, with who had opened it. The agency
 * gets an incident. Recalling what is recalled changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one isn't in charge of or a message that isn't there, `wrong_state` for one to
 * a handläggare, who has no link, or the notice of a recall.
 */
export type RecallMessageUseCase = (
  actor: StaffActor,
  meetingId: string,
  command: RecallMessage,
) => Promise<void>;

export function createRecallMessage({
  findMeeting,
  recalls,
  cutSeat,
  incidents,
  journal,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  recalls: RecallsRepository;
  cutSeat: CutSeat;
  incidents: IncidentsRepository;
  journal: MeetingJournal;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): RecallMessageUseCase {
  return async (actor, meetingId, { messageId, reason }) => {
    await openMeeting(findMeeting, { actor, may: "recall", meetingId });
    await transactions.transaction(async (unitOfWork) => {
      // A worker that is sending holds the meeting: the lock waits until it is known what went out.
      const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      const message = await recalls.findMessage({ meetingId, messageId }, unitOfWork);
      if (!meeting || !message) throw new DomainError("not_found", "Meddelandet finns inte.");
      if (message.isRecalled) return;
      const participant = [...meeting.participants, ...meeting.formerParticipants].find(
        ({ id }) => id === message.participantId,
      );
      if (!participant || participant.role === "handlaggare" || message.kind === "recalled")
        throw new DomainError("wrong_state", "Det här meddelandet går inte att dra tillbaka.");
      const at = clock.now();
      const by = actor.personId;
      const newUid = newCalendarUid();
      await recalls.recall({ meeting, participant, messageId, reason, newUid, at, by }, unitOfWork);
      await cutSeat({ meetingId, participantId: participant.id }, unitOfWork);
      const { organisationId, officeId } = actor;
      await incidents.open({ organisationId, officeId, meetingId, messageId, reason, at, by }, unitOfWork);
      await journal.raiseRevision(meetingId, unitOfWork);
      await journal.appendEvent({ meetingId, kind: "recalled", actorId: by, at }, unitOfWork);
      const audited = {
        action: "meeting:recall",
        objectKind: "meeting",
        objectIds: [meetingId],
        why: reason,
      } as const;
      await recordAudit(actor, audited, unitOfWork);
    });
  };
}
