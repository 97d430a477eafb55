import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { partiesIn } from "./meeting-parties.ts";
import { personIdsOf } from "./meeting-record.ts";
import type { CancelMeeting, MoveMeeting } from "./meetings.contract.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { OffersRepository } from "./offers.repository.ts";
import { lockMeeting, openMeeting, type SeenRevision } from "./open-meeting.ts";

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly offers: OffersRepository;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

/**
 * Gives a meeting a new time, place or way of meeting, and tells those who had been told of the old.
 *
 * @throws DomainError `not_found`, `revision_mismatch`, `wrong_state`, `invalid`, or `time_taken` with alternatives.
 */
export type MoveMeetingUseCase = (
  actor: StaffActor,
  seen: SeenRevision,
  command: MoveMeeting,
) => Promise<void>;

export function createMoveMeeting(dependencies: Dependencies): MoveMeetingUseCase {
  const { meetings, reserveTime, clock } = dependencies;
  return async (actor, seen, command) => {
    const meeting = await openMeeting(meetings.find, { actor, may: "move", meetingId: seen.meetingId });
    const startsAt = new Date(command.startAt);
    if (startsAt <= clock.now()) throw inThePast();
    const { durationMinutes, mode, place, loosen } = command;
    const personIds = personIdsOf(meeting);
    const parties = { ...partiesIn(meeting), durationMinutes, loosen };
    await reserveTime({
      personIds,
      wanted: { parties, startAts: [startsAt], movable: true },
      async write(unitOfWork) {
        const at = clock.now();
        await lockMeeting(meetings.find, { seen, command: "move", at }, unitOfWork);
        const endsAt = new Date(startsAt.getTime() + durationMinutes * 60_000);
        await meetings.move(meeting.id, { startsAt, endsAt, mode, place, at }, unitOfWork);
        await tell(dependencies, actor, { meetingId: meeting.id, change: "moved", at }, unitOfWork);
        return { meetingId: meeting.id, taken: [{ personIds, startAt: startsAt, endAt: endsAt }] };
      },
    });
  };
}

/**
 * Cancels a meeting, frees everyone's time, and tells those who had been told of it.
 *
 * @throws DomainError `not_found`, `revision_mismatch` or `wrong_state`.
 */
export type CancelMeetingUseCase = (
  actor: StaffActor,
  seen: SeenRevision,
  command: CancelMeeting,
) => Promise<void>;

export function createCancelMeeting(dependencies: Dependencies): CancelMeetingUseCase {
  const { meetings, reserveTime, clock } = dependencies;
  return async (actor, seen, { reason }) => {
    const meeting = await openMeeting(meetings.find, { actor, may: "cancel", meetingId: seen.meetingId });
    await reserveTime({
      personIds: personIdsOf(meeting),
      async write(unitOfWork) {
        const at = clock.now();
        await lockMeeting(meetings.find, { seen, command: "cancel", at }, unitOfWork);
        await meetings.cancel(meeting.id, { reason, at }, unitOfWork);
        await tell(dependencies, actor, { meetingId: meeting.id, change: "cancelled", at }, unitOfWork);
        return { meetingId: meeting.id, taken: [] };
      },
    });
  };
}

/**
 * Takes back an offer that nobody has chosen from yet, frees all its times, and tells those who had been told of it.
 *
 * @throws DomainError `not_found`, `revision_mismatch` or `wrong_state`.
 */
export type WithdrawOffer = (actor: StaffActor, seen: SeenRevision) => Promise<void>;

export function createWithdrawOffer(dependencies: Dependencies): WithdrawOffer {
  const { meetings, offers, reserveTime, clock } = dependencies;
  return async (actor, seen) => {
    const meeting = await openMeeting(meetings.find, { actor, may: "cancel", meetingId: seen.meetingId });
    await reserveTime({
      personIds: personIdsOf(meeting),
      async write(unitOfWork) {
        const at = clock.now();
        await lockMeeting(meetings.find, { seen, command: "withdraw", at }, unitOfWork);
        await offers.end(meeting.id, { ending: "offer_withdrawn", at }, unitOfWork);
        await tell(dependencies, actor, { meetingId: meeting.id, change: "offer_withdrawn", at }, unitOfWork);
        return { meetingId: meeting.id, taken: [] };
      },
    });
  };
}

/** What the change is called in messages. */
const MESSAGE_OF = { moved: "moved", cancelled: "cancellation", offer_withdrawn: "offer_withdrawn" } as const;

async function tell(
  { meetings, queueMessages, recordAudit }: Dependencies,
  actor: StaffActor,
  { meetingId, change, at }: { meetingId: string; change: keyof typeof MESSAGE_OF; at: Date },
  unitOfWork: UnitOfWork,
): Promise<void> {
  await meetings.appendEvent({ meetingId, kind: change, actorId: actor.personId, at }, unitOfWork);
  await queueMessages(meetingId, MESSAGE_OF[change], unitOfWork);
  await recordAudit(
    actor,
    { action: `meeting:${change}`, objectKind: "meeting", objectIds: [meetingId] },
    unitOfWork,
  );
}

function inThePast(): DomainError {
  const detail = "Välj en tid som inte har passerat.";
  return new DomainError("invalid", "Mötet kan inte flyttas dit.", {
    violations: [{ pointer: "/startAt", code: "in_the_past", detail }],
  });
}
