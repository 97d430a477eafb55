import type { RecordAudit } from "../audit/record-audit.ts";
import type { FollowCase } from "../followup/follow-case.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { FindMeeting, MeetingJournal } from "../meetings/meeting-record.ts";
import { lockMeeting, openMeeting, type SeenRevision } from "../meetings/open-meeting.ts";
import type { Clock } from "../platform/clock.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { Outcome } from "./outcomes.contract.ts";
import type { OutcomesRepository } from "./outcomes.repository.ts";

/**
 * A handläggare says that a meeting was held, or why it was not. It may be said anew; the latest counts. Nobody is told.
 *
 * @throws DomainError `not_found`, `revision_mismatch`, or `wrong_state` for a meeting that has not begun or is cancelled.
 */
export type RecordOutcome = (actor: StaffActor, seen: SeenRevision, outcome: Outcome) => Promise<void>;

export function createRecordOutcome({
  findMeeting,
  journal,
  outcomes,
  followCase,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  journal: MeetingJournal;
  outcomes: OutcomesRepository;
  followCase: Pick<FollowCase, "changed">;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): RecordOutcome {
  return async (actor, seen, outcome) => {
    const { meetingId } = seen;
    const { caseId } = await openMeeting(findMeeting, { actor, may: "followThrough", meetingId });
    await transactions.transaction(async (unitOfWork) => {
      const at = clock.now();
      await lockMeeting(findMeeting, { seen, command: "close", at }, unitOfWork);
      await outcomes.record(meetingId, { ...outcome, at, by: actor.personId }, unitOfWork);
      await followCase.changed(caseId, unitOfWork);
      const kind = outcome.held ? "held" : "not_held";
      await journal.appendEvent({ meetingId, kind, actorId: actor.personId, at }, unitOfWork);
      const audited = { action: `meeting:${kind}`, objectKind: "meeting", objectIds: [meetingId] } as const;
      await recordAudit(actor, audited, unitOfWork);
    });
  };
}
