import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError, type Violation } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { noticeOf } from "../scheduling/notice.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import type { CalendarOptions } from "../scheduling/swedish-calendar.ts";
import { partiesIn } from "./meeting-parties.ts";
import { individualOf, personIdsOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import type { CancelMeeting, MoveMeeting } from "./meetings.contract.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { OffersRepository } from "./offers.repository.ts";
import { lockMeeting, openMeeting, refuseImpossible, type SeenRevision } from "./open-meeting.ts";
import type { ShortNotice } from "./short-notice.contract.ts";
import { keptReason, shortNoticeViolations, type NoticeGiven } from "./short-notice.ts";

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly offers: OffersRepository;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
  /** The days on which the configuration closes everyone's office. */
  readonly calendar: CalendarOptions;
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
  const { meetings, reserveTime, clock, calendar } = dependencies;
  return async (actor, seen, command) => {
    const meeting = await openMeeting(meetings.find, { actor, may: "move", meetingId: seen.meetingId });
    const startsAt = new Date(command.startAt);
    const now = clock.now();
    refuseImpossible(meeting, { revision: seen.revision, command: "move", at: now });
    if (startsAt <= now) throw cannotMove(IN_THE_PAST);
    const { durationMinutes, mode, place, loosen } = command;
    const endsAt = new Date(startsAt.getTime() + durationMinutes * 60_000);
    const notice = noticeOf(meeting.type, individualOf(meeting), "move", now, calendar);
    const given = { notice, startAts: [startsAt], reason: command.shortNotice };
    if (loosen?.includes("notice")) refuseWithoutReason(given);
    const personIds = personIdsOf(meeting);
    const parties = { ...partiesIn(meeting), durationMinutes, loosen };
    await reserveTime({
      personIds,
      ...(!keepsTime(meeting, { startsAt, endsAt, place }) && {
        wanted: { parties, startAts: [startsAt], movable: true },
      }),
      async write(unitOfWork) {
        const at = clock.now();
        await lockMeeting(meetings.find, { seen, command: "move", at }, unitOfWork);
        await meetings.move(meeting.id, { startsAt, endsAt, mode, place, at }, unitOfWork);
        const shortNotice = keptReason(given);
        const told = { meetingId: meeting.id, change: "moved", at, shortNotice } as const;
        await tell(dependencies, actor, told, unitOfWork);
        return { meetingId: meeting.id, taken: [{ personIds, startAt: startsAt, endAt: endsAt }] };
      },
    });
  };
}

/**
 * Whether a meeting only gets another way of being held, for which nobody has to go anywhere: they have that time already, so neither free time nor
 * notice is asked for, and it can be done on the day, when somebody's camera has failed.
 */
function keepsTime(
  meeting: Pick<MeetingRecord, "startsAt" | "endsAt">,
  { startsAt, endsAt, place }: Pick<MeetingRecord, "startsAt" | "endsAt" | "place">,
): boolean {
  const isSame = (one: Date, other: Date) => one.getTime() === other.getTime();
  return place === null && isSame(meeting.startsAt, startsAt) && isSame(meeting.endsAt, endsAt);
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
  {
    meetingId,
    change,
    at,
    shortNotice,
  }: { meetingId: string; change: keyof typeof MESSAGE_OF; at: Date; shortNotice?: ShortNotice | undefined },
  unitOfWork: UnitOfWork,
): Promise<void> {
  const event = { meetingId, kind: change, actorId: actor.personId, at, shortNotice };
  await meetings.appendEvent(event, unitOfWork);
  await queueMessages(meetingId, MESSAGE_OF[change], unitOfWork);
  await recordAudit(
    actor,
    {
      action: `meeting:${change}`,
      objectKind: "meeting",
      objectIds: [meetingId],
      why: shortNotice?.text ?? shortNotice?.reason,
    },
    unitOfWork,
  );
}

const IN_THE_PAST: Violation = {
  pointer: "/startAt",
  code: "in_the_past",
  detail: "Välj en tid som inte har passerat.",
};

function refuseWithoutReason(given: NoticeGiven): void {
  const violations = shortNoticeViolations(given);
  if (violations.length > 0) throw cannotMove(...violations);
}

function cannotMove(...violations: Violation[]): DomainError {
  return new DomainError("invalid", "Mötet kan inte flyttas dit.", { violations });
}
