import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { newCalendarUid } from "./meeting-reference.ts";
import { individualOf, personIdsOf, type MeetingRecord, type ParticipantRecord } from "./meeting-record.ts";
import type { SwapHandlaggare } from "./swaps.contract.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import { lockMeeting, openMeeting, type SeenRevision } from "./open-meeting.ts";
import type { ParticipantsRepository } from "./participants.repository.ts";
import { standInParties } from "./stand-in-parties.ts";

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly participants: ParticipantsRepository;
  readonly findHandlaggare: FindHandlaggare;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

/**
 * Lets a colleague of the same agency come instead of a handläggare. The meeting keeps its time, the individual their
 * link, answer and calendar entry. Told are the one who comes, the one who is let off, and the individual only when
 * the colleague has another title than they were told.
 *
 * @throws DomainError `not_found`, `revision_mismatch`, `wrong_state`, `invalid` for who can't come instead, or
 * `time_taken` when they no longer are free.
 */
export type SwapHandlaggareUseCase = (
  actor: StaffActor,
  seen: SeenRevision,
  command: SwapHandlaggare,
) => Promise<void>;

export function createSwapHandlaggare(dependencies: Dependencies): SwapHandlaggareUseCase {
  const { meetings, findHandlaggare, reserveTime, clock } = dependencies;
  return async (actor, seen, { participantId, personId }) => {
    const meeting = await openMeeting(meetings.find, { actor, may: "swap", meetingId: seen.meetingId });
    const leaving = meeting.participants.find(({ id }) => id === participantId);
    const [coming] = await findHandlaggare([personId]);
    if (!leaving || !coming || !mayReplace(coming, leaving, meeting)) throw cannotReplace();
    await reserveTime({
      personIds: [...personIdsOf(meeting), personId],
      wanted: {
        parties: standInParties(meeting, coming.organisationId, [personId]),
        startAts: [meeting.startsAt],
        movable: false,
      },
      async write(unitOfWork) {
        const at = clock.now();
        const locked = await lockMeeting(meetings.find, { seen, command: "swap", at }, unitOfWork);
        await replace(dependencies, { actor, meeting, leaving, coming, at }, unitOfWork);
        const staying = personIdsOf(locked).filter((id) => id !== leaving.personId);
        const personIds = leaving.binding ? [...staying, personId] : staying;
        return {
          meetingId: meeting.id,
          taken: [{ personIds, startAt: locked.startsAt, endAt: locked.endsAt }],
        };
      },
    });
  };
}

async function replace(
  { meetings, participants, queueMessages, recordAudit }: Dependencies,
  swap: {
    actor: StaffActor;
    meeting: MeetingRecord;
    leaving: ParticipantRecord;
    coming: Handlaggare;
    at: Date;
  },
  unitOfWork: UnitOfWork,
): Promise<void> {
  const { actor, meeting, leaving, coming, at } = swap;
  const meetingId = meeting.id;
  const { personId, organisationId, officeId } = coming;
  await participants.leave(leaving.id, at, unitOfWork);
  const participant = {
    personId,
    organisationId,
    officeId,
    role: "handlaggare",
    binding: leaving.binding,
    isFurther: leaving.isFurther,
    uid: newCalendarUid(),
  } as const;
  const joinedId = await participants.join(meetingId, participant, at, unitOfWork);
  await meetings.raiseRevision(meetingId, unitOfWork, at);
  await meetings.appendEvent({ meetingId, kind: "swapped", actorId: actor.personId, at }, unitOfWork);
  await queueMessages(meetingId, "invitation", unitOfWork, [joinedId]);
  await queueMessages(meetingId, "cancellation", unitOfWork, [leaving.id]);
  if (coming.role !== leaving.title) {
    const individualId = individualOf(meeting).id;
    await participants.raiseSequence([individualId], unitOfWork);
    await queueMessages(meetingId, "swapped", unitOfWork, [individualId]);
  }
  const audited = { action: "meeting:swap", objectKind: "meeting", objectIds: [meetingId] } as const;
  await recordAudit(actor, audited, unitOfWork);
}

function mayReplace(coming: Handlaggare, leaving: ParticipantRecord, meeting: MeetingRecord): boolean {
  const takesPart = meeting.participants.some(({ personId }) => personId === coming.personId);
  return coming.organisationId === leaving.organisationId && !takesPart;
}

function cannotReplace(): DomainError {
  const detail = "Välj en kollega från samma myndighet som inte redan är med.";
  return new DomainError("invalid", "Det går inte att byta så.", {
    violations: [{ pointer: "/personId", code: "cannot_replace", detail }],
  });
}
