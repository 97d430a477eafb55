import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { newCalendarUid } from "./meeting-reference.ts";
import { individualAndRepresentativesOf, personIdsOf, timesOf } from "./meeting-participants.ts";
import type { MeetingRecord, ParticipantRecord } from "./meeting-record.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import { lockMeeting, refuseImpossible } from "./open-meeting.ts";
import type { ParticipantsRepository } from "./participants.repository.ts";
import { standInParties } from "./stand-in-parties.ts";

/** One handläggare in the place of another, in a meeting as it was found. */
export interface Replacement {
  readonly meeting: MeetingRecord;
  /** The revision on which it was decided. */
  readonly revision: number;
  readonly leaving: ParticipantRecord;
  readonly coming: Handlaggare;
  /** What else comes of it, in the same unit of work. */
  readonly alsoWrite?: (unitOfWork: UnitOfWork) => Promise<unknown>;
}

/**
 * Lets a colleague of the same agency come instead of a handläggare; the caller applies the policy. A draft, an offer or a meeting
 * keeps its times, the individual their link, answer and calendar entry. Told are the one who comes, the one who is let off, and of a
 * booked meeting the individual, only when the colleague has another title than they were told. Who comes in the place of one whose
 * word a draft needs is asked for it.
 *
 * @throws DomainError `revision_mismatch`, `wrong_state`, `invalid` for who can't come instead, or `time_taken` when they aren't
 * free at all its times.
 */
export type ReplaceHandlaggare = (actor: StaffActor, replacement: Replacement) => Promise<void>;

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly participants: ParticipantsRepository;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

export function createReplaceHandlaggare(dependencies: Dependencies): ReplaceHandlaggare {
  const { meetings, reserveTime, clock } = dependencies;
  return async (actor, replacement) => {
    const { meeting, revision, leaving, coming } = replacement;
    refuseImpossible(meeting, { revision, command: "swap", at: clock.now() });
    if (!mayReplace(coming, leaving, meeting)) throw cannotReplace();
    const { personId, organisationId } = coming;
    await reserveTime({
      personIds: [...personIdsOf(meeting), personId],
      wanted: {
        parties: standInParties(meeting, organisationId, [personId]),
        startAts: timesOf(meeting).map(({ startAt }) => startAt),
        movable: false,
      },
      async write(unitOfWork) {
        const at = clock.now();
        const seen = { meetingId: meeting.id, revision };
        const locked = await lockMeeting(meetings.find, { seen, command: "swap", at }, unitOfWork);
        await replace(dependencies, actor, { ...replacement, at }, unitOfWork);
        const staying = personIdsOf(locked).filter((id) => id !== leaving.personId);
        const personIds = leaving.binding ? [...staying, personId] : staying;
        return { meetingId: meeting.id, taken: timesOf(locked).map((time) => ({ ...time, personIds })) };
      },
    });
  };
}

async function replace(
  { meetings, participants, queueMessages, recordAudit }: Dependencies,
  actor: StaffActor,
  { meeting, leaving, coming, alsoWrite, at }: Replacement & { at: Date },
  unitOfWork: UnitOfWork,
): Promise<void> {
  const { id: meetingId, status } = meeting;
  const { personId, organisationId, officeId } = coming;
  await participants.leave(leaving.id, at, unitOfWork);
  const { binding, isFurther } = leaving;
  const where = { personId, organisationId, officeId };
  const participant = { ...where, role: "handlaggare", binding, isFurther, uid: newCalendarUid() } as const;
  const joinedId = await participants.join(meetingId, participant, at, unitOfWork);
  await alsoWrite?.(unitOfWork);
  await meetings.raiseRevision(meetingId, unitOfWork, at);
  await meetings.appendEvent({ meetingId, kind: "swapped", actorId: actor.personId, at }, unitOfWork);
  const kind = toldOnJoining(meeting, leaving);
  if (kind) await queueMessages(meetingId, kind, unitOfWork, [joinedId]);
  await queueMessages(meetingId, "cancellation", unitOfWork, [leaving.id]);
  if (status === "booked" && coming.role !== leaving.title) {
    const told = individualAndRepresentativesOf(meeting);
    await participants.raiseSequence(told, unitOfWork);
    await queueMessages(meetingId, "swapped", unitOfWork, told);
  }
  const audited = { action: "meeting:swap", objectKind: "meeting", objectIds: [meetingId] } as const;
  await recordAudit(actor, audited, unitOfWork);
}

/** What the one who comes has to know; of a draft of their own agency's, and of an offer that takes none of their time, nothing yet. */
function toldOnJoining(
  { status, bookedByOrganisationId }: MeetingRecord,
  { organisationId, isFurther, binding }: ParticipantRecord,
) {
  if (status === "booked") return "invitation";
  if (status === "offered") return binding ? "offer" : undefined;
  return organisationId !== bookedByOrganisationId && !isFurther ? "confirmation_request" : undefined;
}

function mayReplace(coming: Handlaggare, leaving: ParticipantRecord, meeting: MeetingRecord): boolean {
  const takesPart = meeting.participants.some(({ personId }) => personId === coming.personId);
  const isDisqualified = meeting.disqualifiedIds.includes(coming.personId);
  return coming.organisationId === leaving.organisationId && !takesPart && !isDisqualified;
}

/** The refusal when somebody can't come in the place of another. */
export function cannotReplace(): DomainError {
  const detail = "Välj en kollega från samma myndighet som inte redan är med, och som inte är jävig.";
  return new DomainError("invalid", "Det går inte att byta så.", {
    violations: [{ pointer: "/personId", code: "cannot_replace", detail }],
  });
}
