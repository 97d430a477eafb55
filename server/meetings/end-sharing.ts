import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Clock } from "../platform/clock.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import type { CaseMeetingsRepository } from "./case-meetings.repository.ts";
import { personIdsOf, timesOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { ParticipantsRepository } from "./participants.repository.ts";

/**
 * After a consent was withdrawn: external parties whom no consent covers any more leave the case's meetings to come, are told
 * that they needn't come, and have their time back; open pages read anew. One transaction a meeting: until its turn nothing is
 * sent to them anyway (see `send-message.ts`). May run twice.
 */
export type EndSharing = (actor: StaffActor, caseId: string) => Promise<void>;

export function createEndSharing({
  meetings,
  caseMeetings,
  participants,
  reserveTime,
  queueMessages,
  recordAudit,
  transactions,
  clock,
}: {
  meetings: MeetingsRepository;
  caseMeetings: CaseMeetingsRepository;
  participants: ParticipantsRepository;
  reserveTime: ReserveTime;
  queueMessages: QueueMessages;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): EndSharing {
  return async (actor, caseId) => {
    const meetingIds = await transactions.transaction((unitOfWork) =>
      caseMeetings.listOfCase(caseId, clock.now(), unitOfWork),
    );
    for (const meetingId of meetingIds) {
      const seen = await meetings.find(meetingId);
      if (!seen) continue;
      await reserveTime({
        personIds: personIdsOf(seen),
        async write(unitOfWork) {
          const at = clock.now();
          const meeting = (await meetings.find(meetingId, { unitOfWork, forUpdate: true })) ?? seen;
          const leaving = withoutConsent(meeting);
          for (const { id } of leaving) await participants.leave(id, at, unitOfWork);
          await meetings.raiseRevision(meetingId, unitOfWork, at);
          const event = { meetingId, kind: "consent_withdrawn", actorId: actor.personId, at };
          await meetings.appendEvent(event, unitOfWork);
          const told = leaving.map(({ id }) => id);
          if (told.length > 0 && meeting.status === "booked")
            await queueMessages(meetingId, "cancellation", unitOfWork, told);
          const audited = {
            action: "meeting:end_sharing",
            objectKind: "meeting",
            objectIds: [meetingId],
          } as const;
          await recordAudit(actor, audited, unitOfWork);
          const personIds = personIdsOf({
            participants: meeting.participants.filter((each) => !leaving.includes(each)),
          });
          return { meetingId, taken: timesOf(meeting).map((time) => ({ ...time, personIds })) };
        },
      });
    }
  };
}

/** The external parties of a meeting whom the individual no longer agrees to details reaching. */
function withoutConsent({ participants, consentedParties }: MeetingRecord) {
  return participants.filter(({ external, personId }) => external && !consentedParties.includes(personId));
}
