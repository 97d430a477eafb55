import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { IdentityCheckMethod } from "./identity-check.contract.ts";
import type { IdentityChecksRepository } from "./identity-checks.repository.ts";
import type { MeetingJournal } from "./meeting-record.ts";

/**
 * Writes down how a handläggare has made sure who a participant is: the latest check, the meeting's history, and the trail. In a
 * unit of work that holds the meeting.
 */
export type RecordIdentityCheck = (
  actor: StaffActor,
  about: { meetingId: string; participantId: string; method: IdentityCheckMethod },
  unitOfWork: UnitOfWork,
) => Promise<void>;

export function createRecordIdentityCheck({
  meetings,
  identityChecks,
  recordAudit,
  clock,
}: {
  meetings: MeetingJournal;
  identityChecks: Pick<IdentityChecksRepository, "keep">;
  recordAudit: RecordAudit;
  clock: Clock;
}): RecordIdentityCheck {
  return async (actor, { meetingId, participantId, method }, unitOfWork) => {
    const at = clock.now();
    await identityChecks.keep({ participantId, method, at, by: actor.personId }, unitOfWork);
    await meetings.raiseRevision(meetingId, unitOfWork);
    const event = { meetingId, kind: "identity_checked", actorId: actor.personId, at } as const;
    await meetings.appendEvent(event, unitOfWork);
    const audited = {
      action: "meeting:identity-check",
      objectKind: "meeting",
      objectIds: [meetingId],
    } as const;
    await recordAudit(actor, audited, unitOfWork);
  };
}
