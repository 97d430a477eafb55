import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import type { LetOffUnavailable } from "../meetings/let-off-unavailable.ts";
import { allows } from "../meetings/life-cycle.ts";
import {
  individualOf,
  personIdsOf,
  policyFactsOf,
  type ChooseHeldTime,
  type FindMeeting,
  type HeldTimeRecord,
  type MeetingJournal,
  type MeetingRecord,
} from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import type { MessagesRepository } from "./messages.repository.ts";
import type { QueueMessages } from "./queue-messages.ts";

/**
 * Makes one of the offered times the meeting's: by the individual through their link, or recorded by a handläggare
 * who talked with them. The other times are free at once, everybody is invited, and the individual has thereby
 * accepted. Choosing the same time again changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one has no part in or a time that was not offered, `offer_expired`
 * after the deadline, `wrong_state` when another time was chosen or the offer was withdrawn.
 */
export type ChooseTime = (
  actor: StaffActor | InvitedActor,
  choice: { readonly meetingId: string; readonly heldTimeId: string },
) => Promise<void>;

interface Dependencies {
  readonly findMeeting: FindMeeting;
  readonly chooseHeldTime: ChooseHeldTime;
  readonly letOffUnavailable: LetOffUnavailable;
  readonly journal: MeetingJournal;
  readonly answers: AnswersRepository;
  readonly messages: Pick<MessagesRepository, "settleCalls">;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

export function createChooseTime(dependencies: Dependencies): ChooseTime {
  const { findMeeting, chooseHeldTime, letOffUnavailable, reserveTime, clock } = dependencies;
  return async (actor, { meetingId, heldTimeId }) => {
    const meeting = await findMeeting(meetingId);
    if (!meeting || !mayChoose(actor, meeting)) throw new DomainError("not_found", "Mötet finns inte.");
    const personIds = personIdsOf(meeting);

    await reserveTime({
      personIds,
      async done(unitOfWork) {
        const now = unitOfWork ? await findMeeting(meetingId, { unitOfWork }) : meeting;
        const isChosen = now?.heldTimes.some(({ id, state }) => id === heldTimeId && state === "chosen");
        return isChosen ? meetingId : undefined;
      },
      async write(unitOfWork) {
        const locked = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
        const at = clock.now();
        const heldTime = heldTimeOf(locked ?? meeting, heldTimeId, at);
        await letOffUnavailable(locked ?? meeting, { startsAt: heldTime.startsAt, at }, unitOfWork);
        await chooseHeldTime(meetingId, { heldTime, at }, unitOfWork);
        await keepAnswer(dependencies, actor, { meeting: locked ?? meeting, at }, unitOfWork);
        return { meetingId, taken: [{ personIds, startAt: heldTime.startsAt, endAt: heldTime.endsAt }] };
      },
    });
  };
}

function mayChoose(actor: StaffActor | InvitedActor, meeting: MeetingRecord): boolean {
  const facts = policyFactsOf(meeting);
  if (actor.kind === "staff") return meetingPolicy.recordAnswer(actor, facts);
  return actor.participantId === individualOf(meeting).id && meetingPolicy.answerInvitation(actor, facts);
}

function heldTimeOf(meeting: MeetingRecord, heldTimeId: string, at: Date): HeldTimeRecord {
  const heldTime = meeting.heldTimes.find(({ id }) => id === heldTimeId);
  if (!heldTime) throw new DomainError("not_found", "Tiden finns inte bland dem som går att välja.");
  if (allows(meeting, "choose", at)) return heldTime;
  if (allows(meeting, "expire", at) || meeting.cancellationReason === "offer_expired")
    throw new DomainError("offer_expired", "Tiderna hölls inte längre än till sista svarsdagen.");
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
  actor: StaffActor | InvitedActor,
  { meeting, at }: { meeting: MeetingRecord; at: Date },
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
      channel: staffId ? "telephone" : "web",
      answeredAt: at,
      recordedBy: staffId,
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
