import { createHash } from "node:crypto";
import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { CaseRecord, FindCase, RecordConsent } from "../people/case-record.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import type { NamedSide, SearchParties } from "../scheduling/search-parties.ts";
import { violationsOf } from "./booking-rules.ts";
import { newCalendarUid, newMeetingReference } from "./meeting-reference.ts";
import type { NewMeeting } from "./meeting-record.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { BookMeeting } from "./meetings.contract.ts";

/**
 * Books a meeting: takes everyone's time, writes the meeting and the messages about it, all or nothing.
 *
 * With an idempotency key, the same command again gives the same meeting.
 *
 * @returns the meeting's id.
 * @throws DomainError `not_found` for a case one may not open, `invalid` with every broken rule, `time_taken` with
 * the nearest free alternatives, `idempotency_conflict` when the key was used for something else.
 */
export type BookMeetingUseCase = (
  actor: StaffActor,
  command: BookMeeting,
  idempotencyKey?: string,
) => Promise<string>;

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly findCase: FindCase;
  readonly recordConsent: RecordConsent;
  readonly findHandlaggare: FindHandlaggare;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

export function createBookMeeting(dependencies: Dependencies): BookMeetingUseCase {
  const { meetings, findHandlaggare, reserveTime, clock } = dependencies;

  return async (actor, command, idempotencyKey) => {
    const record = await openCase(dependencies, actor, command.caseId);
    const handlaggare = await findHandlaggare(command.handlaggare.map(({ personId }) => personId));
    refuseBrokenRules(command, record, handlaggare, clock.now());
    const key = idempotencyKey && {
      key: idempotencyKey,
      actorId: actor.personId,
      requestHash: hashOf(command),
    };

    return reserveTime({
      parties: partiesOf(command, record),
      startAt: new Date(command.startAt),
      async booked(unitOfWork) {
        const earlier = key && (await meetings.findByIdempotencyKey(key.actorId, key.key, unitOfWork));
        if (!earlier) return undefined;
        if (!earlier.requestHash.equals(key.requestHash)) throw keyUsedForSomethingElse();
        return earlier.meetingId;
      },
      async book(unitOfWork) {
        const at = clock.now();
        const meetingId = await meetings.insert(
          newMeetingOf(actor, command, record, handlaggare, at),
          unitOfWork,
        );
        if (key && !(await meetings.keepIdempotencyKey({ ...key, meetingId, at }, unitOfWork)))
          throw keyUsedForSomethingElse();
        await tellEveryone(dependencies, { actor, command, record, meetingId, at }, unitOfWork);
        return meetingId;
      },
    });
  };
}

async function openCase({ findCase }: Dependencies, actor: StaffActor, caseId: string): Promise<CaseRecord> {
  const record = await findCase(caseId);
  if (!record || !casePolicy.book(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
  return record;
}

function refuseBrokenRules(
  command: BookMeeting,
  record: CaseRecord,
  handlaggare: readonly Handlaggare[],
  now: Date,
): void {
  const violations = violationsOf(command, {
    handlaggare,
    secrecyConsentRecorded: record.secrecyConsent,
    now,
    today: localDateOf(now),
  });
  if (violations.length > 0) throw new DomainError("invalid", "Mötet kan inte bokas än.", { violations });
}

function partiesOf(command: BookMeeting, record: CaseRecord): SearchParties<NamedSide> {
  return {
    caseId: record.id,
    type: command.type,
    loosen: command.loosen,
    individualId: record.individualId,
    sides: command.handlaggare.map(({ organisationId, personId }) => ({
      organisationId,
      handlaggareIds: [personId],
    })),
    durationMinutes: command.durationMinutes,
  };
}

function newMeetingOf(
  actor: StaffActor,
  command: BookMeeting,
  record: CaseRecord,
  handlaggare: readonly Handlaggare[],
  at: Date,
): NewMeeting {
  const startsAt = new Date(command.startAt);
  return {
    reference: newMeetingReference(),
    caseId: record.id,
    type: command.type,
    startsAt,
    endsAt: new Date(startsAt.getTime() + command.durationMinutes * 60_000),
    mode: command.mode,
    place: command.place,
    at,
    createdBy: actor.personId,
    decisionCommunicatedOn: command.decisionCommunicatedOn,
    snapshot: { sex: record.sex, birthYear: record.birthYear, benefit: record.benefit },
    participants: [
      {
        personId: record.individualId,
        role: "individual" as const,
        organisationId: null,
        officeId: null,
        uid: newCalendarUid(),
      },
      ...handlaggare.map(({ personId, organisationId, officeId }) => ({
        personId,
        role: "handlaggare" as const,
        organisationId,
        officeId,
        uid: newCalendarUid(),
      })),
    ],
  };
}

async function tellEveryone(
  { meetings, recordConsent, queueMessages, recordAudit }: Dependencies,
  booked: { actor: StaffActor; command: BookMeeting; record: CaseRecord; meetingId: string; at: Date },
  unitOfWork: UnitOfWork,
): Promise<void> {
  const { actor, command, record, meetingId, at } = booked;
  if (!record.secrecyConsent && command.secrecyConsentOn) {
    const consent = { caseId: record.id, kind: "secrecy", givenOn: command.secrecyConsentOn } as const;
    await recordConsent({ ...consent, at, recordedBy: actor.personId }, unitOfWork);
  }
  await meetings.appendEvent({ meetingId, kind: "booked", actorId: actor.personId, at }, unitOfWork);
  await queueMessages(meetingId, "invitation", unitOfWork);
  await recordAudit(
    actor,
    { action: "meeting:book", objectKind: "meeting", objectIds: [meetingId] },
    unitOfWork,
  );
}

function hashOf(command: BookMeeting): Buffer {
  return createHash("sha256").update(JSON.stringify(command)).digest();
}

function keyUsedForSomethingElse(): DomainError {
  return new DomainError("idempotency_conflict", "Nyckeln har redan använts för en annan bokning.");
}
