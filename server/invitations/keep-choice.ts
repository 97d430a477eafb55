import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import type { LetOffUnavailable } from "../meetings/let-off-unavailable.ts";
import { allows } from "../meetings/life-cycle.ts";
import {
  individualAndRepresentativesOf,
  individualOf,
  policyFactsOf,
} from "../meetings/meeting-participants.ts";
import type {
  ChooseHeldTime,
  HeldTimeRecord,
  MeetingJournal,
  MeetingRecord,
} from "../meetings/meeting-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import type { MessagesRepository } from "./messages.repository.ts";
import type { QueueMessages } from "./queue-messages.ts";

/** Who has chosen which time, when. */
export interface Choice {
  readonly actor: StaffActor | InvitedActor;
  readonly meeting: MeetingRecord;
  readonly heldTime: HeldTimeRecord;
  readonly at: Date;
}

/** Keeps what was chosen, within the unit of work that takes its time: the meeting is booked, and everybody is told. */
export type KeepChoice = (choice: Choice, unitOfWork: UnitOfWork) => Promise<void>;

interface Dependencies {
  readonly chooseHeldTime: ChooseHeldTime;
  readonly letOffUnavailable: LetOffUnavailable;
  readonly journal: MeetingJournal;
  readonly answers: AnswersRepository;
  readonly messages: Pick<MessagesRepository, "settleCalls">;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
}

export function createKeepChoice(dependencies: Dependencies): KeepChoice {
  const { chooseHeldTime, letOffUnavailable } = dependencies;
  return async (choice, unitOfWork) => {
    const { meeting, heldTime, at } = choice;
    await letOffUnavailable(meeting, { startsAt: heldTime.startsAt, at }, unitOfWork);
    await chooseHeldTime(meeting.id, { heldTime, at }, unitOfWork);
    await keepAnswer(dependencies, choice, unitOfWork);
  };
}

/** Whether somebody may choose the time of a meeting: its individual, or a handläggare whom they told. */
export function mayChoose(actor: StaffActor | InvitedActor, meeting: MeetingRecord): boolean {
  const facts = policyFactsOf(meeting);
  if (actor.kind === "staff") return meetingPolicy.recordAnswer(actor, facts);
  return (
    individualAndRepresentativesOf(meeting).includes(actor.participantId) &&
    meetingPolicy.answerInvitation(actor, facts)
  );
}

/** @throws DomainError `offer_expired` after the deadline, `wrong_state` when there is nothing to choose. */
export function refuseNoChoice(meeting: MeetingRecord, at: Date): void {
  if (allows(meeting, "choose", at)) return;
  if (allows(meeting, "expire", at) || meeting.cancellationReason === "offer_expired")
    throw new DomainError("offer_expired", "Det gick att välja till och med sista svarsdagen.");
  if (meeting.cancellationReason === "offer_withdrawn")
    throw new DomainError(
      "wrong_state",
      "Tiderna går inte att välja längre. Handläggaren har tagit bort dem.",
    );
  throw new DomainError("wrong_state", "En tid är redan vald, eller mötet går inte att ändra längre.");
}

/** Who chooses a time comes to it: nobody asks them once more, nor calls to tell them what they said on the telephone. */
async function keepAnswer(
  { journal, answers, messages, queueMessages, recordAudit }: Dependencies,
  { actor, meeting, at }: Choice,
  unitOfWork: UnitOfWork,
): Promise<void> {
  const staffId = actor.kind === "staff" ? actor.personId : null;
  const { id: participantId } = individualOf(meeting);
  await answers.append(
    {
      participantId,
      timeVersion: meeting.timeVersion + 1,
      status: "accepted",
      wish: null,
      comment: null,
      declineReason: null,
      channel: staffId ? "telephone" : "web",
      answeredAt: at,
      recordedBy: staffId,
      representativeId:
        actor.kind === "invited" && actor.participantId !== participantId ? actor.participantId : null,
    },
    unitOfWork,
  );
  await journal.appendEvent({ meetingId: meeting.id, kind: "chosen", actorId: staffId, at }, unitOfWork);
  await queueMessages(meeting.id, "invitation", unitOfWork);
  const call = { participantIds: [participantId], kind: "invitation" } as const;
  if (staffId) await messages.settleCalls(call, { state: "done", at }, unitOfWork);
  const audited = { action: "meeting:choose", objectKind: "meeting", objectIds: [meeting.id] } as const;
  await recordAudit(actor, audited, unitOfWork);
}
