import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import type { ReleaseTime } from "../scheduling/release-time.ts";
import { allows, type MeetingCommand } from "./life-cycle.ts";
import { individualOf, policyFactsOf, sidesOf, type MeetingRecord } from "./meeting-record.ts";
import type { CancelMeeting, MoveMeeting } from "./meetings.contract.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly reserveTime: ReserveTime;
  readonly releaseTime: ReleaseTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

/** The revision the handläggare saw when deciding, from `If-Match`. */
export interface SeenRevision {
  readonly meetingId: string;
  readonly revision: number;
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
    const meeting = await open(dependencies, actor, seen.meetingId);
    const startsAt = new Date(command.startAt);
    if (startsAt <= clock.now()) throw inThePast();
    await reserveTime({
      parties: {
        caseId: meeting.caseId,
        type: meeting.type,
        individualId: individualOf(meeting).personId,
        sides: sidesOf(meeting),
        durationMinutes: command.durationMinutes,
        loosen: command.loosen,
        ignoreMeetingId: meeting.id,
      },
      startAt: startsAt,
      async book(unitOfWork) {
        const at = clock.now();
        await lock(dependencies, seen, "move", at, unitOfWork);
        const endsAt = new Date(startsAt.getTime() + command.durationMinutes * 60_000);
        const { mode, place } = command;
        await meetings.move(meeting.id, { startsAt, endsAt, mode, place, at }, unitOfWork);
        await tell(dependencies, actor, { meetingId: meeting.id, kind: "moved", at }, unitOfWork);
        return meeting.id;
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
  const { meetings, transactions, releaseTime, clock } = dependencies;
  return async (actor, seen, { reason }) => {
    const meeting = await open(dependencies, actor, seen.meetingId);
    await transactions.transaction(async (unitOfWork) => {
      const at = clock.now();
      const personIds = meeting.participants.map(({ personId }) => personId);
      await releaseTime({ meetingId: meeting.id, personIds }, unitOfWork);
      await lock(dependencies, seen, "cancel", at, unitOfWork);
      await meetings.cancel(meeting.id, { reason, at }, unitOfWork);
      await tell(dependencies, actor, { meetingId: meeting.id, kind: "cancelled", at }, unitOfWork);
    });
  };
}

async function open(
  { meetings }: Dependencies,
  actor: StaffActor,
  meetingId: string,
): Promise<MeetingRecord> {
  const meeting = await meetings.find(meetingId);
  if (!meeting || !meetingPolicy.move(actor, policyFactsOf(meeting))) throw notFound();
  return meeting;
}

/** Locks the meeting and checks that it is as the handläggare saw it and can take the command. */
async function lock(
  { meetings }: Dependencies,
  seen: SeenRevision,
  command: MeetingCommand,
  at: Date,
  unitOfWork: UnitOfWork,
): Promise<void> {
  const meeting = await meetings.find(seen.meetingId, { unitOfWork, forUpdate: true });
  if (!meeting) throw notFound();
  if (meeting.revision !== seen.revision)
    throw new DomainError(
      "revision_mismatch",
      "Mötet har ändrats sedan du öppnade sidan. Läs om och försök igen.",
    );
  if (!allows(meeting, command, at))
    throw new DomainError(
      "wrong_state",
      "Mötet kan inte ändras längre: det är avbokat, eller har redan börjat.",
    );
}

async function tell(
  { meetings, queueMessages, recordAudit }: Dependencies,
  actor: StaffActor,
  { meetingId, kind, at }: { meetingId: string; kind: "moved" | "cancelled"; at: Date },
  unitOfWork: UnitOfWork,
): Promise<void> {
  await meetings.appendEvent({ meetingId, kind, actorId: actor.personId, at }, unitOfWork);
  await queueMessages(meetingId, kind === "moved" ? "moved" : "cancellation", unitOfWork);
  await recordAudit(
    actor,
    { action: `meeting:${kind}`, objectKind: "meeting", objectIds: [meetingId] },
    unitOfWork,
  );
}

function notFound(): DomainError {
  return new DomainError("not_found", "Mötet finns inte.");
}

function inThePast(): DomainError {
  const detail = "Välj en tid som inte har passerat.";
  return new DomainError("invalid", "Mötet kan inte flyttas dit.", {
    violations: [{ pointer: "/startAt", code: "in_the_past", detail }],
  });
}
