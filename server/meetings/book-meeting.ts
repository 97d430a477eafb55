import { createHash } from "node:crypto";
import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { CaseRecord, FindCase, RecordConsent } from "../people/case-record.ts";
import { withoutConsent, type FindFurtherParties, type FurtherParty } from "../people/further-party.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { ReserveTime, TakenTime } from "../scheduling/reserve-time.ts";
import type { FreeTimeSearcher } from "../scheduling/search-free-times.ts";
import type { SearchParties } from "../scheduling/search-parties.ts";
import type { AskConfirmation, NeededConfirmation } from "./ask-confirmation.ts";
import { violationsOf } from "./booking-rules.ts";
import { confirmersOf } from "./meeting-record.ts";
import { earliestOf, newMeetingOf, partiesOf, plannedTimes } from "./meeting-plan.ts";
import type { BookMeeting, OfferMeeting } from "./meetings.contract.ts";
import type { IdempotencyKeysRepository } from "./idempotency-keys.repository.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { OffersRepository } from "./offers.repository.ts";

/**
 * Books a meeting, or offers it at several times: takes everyone's time, writes the meeting and the messages about
 * it, all or nothing. Where the other agency's office wants to confirm it is a draft: the times are held until
 * they have, and nobody but the one who is asked is told. Times that are offered are held for all who must come until one is chosen or the deadline.
 *
 * Further participants who are binding must be free, and their time is taken like everyone else's. Optional ones rule
 * nothing out and none of their time is taken: those who are free at the time are invited, the others are left out. For
 * an offer that is decided when a time has been chosen; until then they are told nothing.
 *
 * With an idempotency key, the same command again gives the same meeting.
 *
 * @returns the meeting's id.
 * @throws DomainError `not_found` for a case one may not open, `invalid` with every broken rule, `time_taken` with
 * the nearest free alternatives, `idempotency_conflict` when the key was used for something else.
 */
export type BookMeetingUseCase = (
  actor: StaffActor,
  command: BookMeeting | OfferMeeting,
  idempotencyKey?: string,
) => Promise<string>;

interface Dependencies {
  readonly meetings: MeetingsRepository;
  readonly idempotencyKeys: IdempotencyKeysRepository;
  readonly offers: OffersRepository;
  readonly findCase: FindCase;
  readonly recordConsent: RecordConsent;
  readonly findHandlaggare: FindHandlaggare;
  readonly findFurtherParties: FindFurtherParties;
  readonly askConfirmation: AskConfirmation;
  readonly freeTimes: Pick<FreeTimeSearcher, "optionalFreeAt">;
  readonly reserveTime: ReserveTime;
  readonly queueMessages: QueueMessages;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

/** A command with what it is about. */
interface Booking {
  readonly actor: StaffActor;
  readonly command: BookMeeting | OfferMeeting;
  readonly record: CaseRecord;
  readonly handlaggare: readonly Handlaggare[];
  readonly further: readonly FurtherParty[];
  /** The other agency's word, where it is needed. */
  readonly confirmation: NeededConfirmation | undefined;
}

export function createBookMeeting(dependencies: Dependencies): BookMeetingUseCase {
  const { meetings, idempotencyKeys, findHandlaggare, findFurtherParties, askConfirmation } = dependencies;
  const { reserveTime, clock } = dependencies;

  return async (actor, command, idempotencyKey) => {
    const record = await openCase(dependencies, actor, command.caseId);
    const handlaggare = await findHandlaggare(command.handlaggare.map(({ personId }) => personId));
    const further = await findFurtherParties(command.participants ?? [], actor.organisationId);
    const confirmation = await askConfirmation(actor, command, handlaggare);
    const booking = { actor, command, record, handlaggare, further, confirmation };
    refuseBrokenRules(booking, clock.now());
    const parties = partiesOf(command, record);
    const binding = further.filter(({ attendance }) => attendance === "binding");
    const personIds = [record.individualId, ...[...handlaggare, ...binding].map(({ personId }) => personId)];
    const startAts = plannedTimes(command).times.map(({ startsAt }) => startsAt);
    const key = idempotencyKey && {
      key: idempotencyKey,
      actorId: actor.personId,
      requestHash: hashOf(command),
    };

    return reserveTime({
      personIds,
      wanted: { parties, startAts, movable: true },
      async done(unitOfWork) {
        const earlier = key && (await idempotencyKeys.find(key.actorId, key.key, unitOfWork));
        if (!earlier) return undefined;
        if (!earlier.requestHash.equals(key.requestHash)) throw keyUsedForSomethingElse();
        return earlier.meetingId;
      },
      async write(unitOfWork) {
        const at = clock.now();
        const invited = await invitedTo(dependencies, booking, parties, unitOfWork);
        const confirmBy = confirmation?.confirmBy ?? null;
        const about = { record, handlaggare, further: invited, createdBy: actor.personId, confirmBy, at };
        const meetingId = await meetings.insert(newMeetingOf(command, about), unitOfWork);
        if (key && !(await idempotencyKeys.keep({ ...key, meetingId, at }, unitOfWork)))
          throw keyUsedForSomethingElse();
        await tellEveryone(dependencies, booking, { meetingId, at }, unitOfWork);
        const taken = await takenBy(
          dependencies,
          { command, personIds, meetingId, confirmBy, at },
          unitOfWork,
        );
        return { meetingId, taken };
      },
    });
  };
}

async function openCase({ findCase }: Dependencies, actor: StaffActor, caseId: string): Promise<CaseRecord> {
  const record = await findCase(caseId);
  if (!record || !casePolicy.book(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
  return record;
}

/** The further participants without the optional ones who aren't free at the time, where there is one. */
async function invitedTo(
  { freeTimes }: Dependencies,
  { command, further }: Booking,
  parties: SearchParties,
  unitOfWork: UnitOfWork,
): Promise<readonly FurtherParty[]> {
  if (!("startAt" in command)) return further;
  const free = await freeTimes.optionalFreeAt(parties, new Date(command.startAt), unitOfWork);
  return further.filter(({ attendance, personId }) => attendance === "binding" || free.includes(personId));
}

function refuseBrokenRules({ command, record, handlaggare, further }: Booking, now: Date): void {
  const violations = violationsOf(command, {
    handlaggare,
    further,
    consentedParties: record.consentedParties,
    secrecyConsentRecorded: record.secrecyConsent,
    now,
    today: localDateOf(now),
  });
  if (violations.length > 0) throw new DomainError("invalid", "Mötet kan inte bokas än.", { violations });
}

/** The one time of a booking, or each time of an offer as a hold that runs out at the deadline; of a draft at its own. */
async function takenBy(
  { offers }: Dependencies,
  made: {
    command: BookMeeting | OfferMeeting;
    personIds: readonly string[];
    meetingId: string;
    confirmBy: Date | null;
    at: Date;
  },
  unitOfWork: UnitOfWork,
): Promise<TakenTime[]> {
  const { command, personIds, meetingId, confirmBy, at } = made;
  const planned = plannedTimes(command);
  const { answerBy } = planned;
  if (!answerBy) {
    const { startsAt, endsAt } = earliestOf(planned);
    return [{ personIds, startAt: startsAt, endAt: endsAt, expiresAt: confirmBy ?? undefined }];
  }
  const held = await offers.hold(meetingId, planned.times, at, unitOfWork);
  return held.map(({ id, startsAt, endsAt }) => ({
    personIds,
    startAt: startsAt,
    endAt: endsAt,
    heldTimeId: id,
    expiresAt: confirmBy ?? answerBy,
  }));
}

async function tellEveryone(
  { meetings, recordConsent, queueMessages, recordAudit }: Dependencies,
  { actor, command, record, further, confirmation }: Booking,
  { meetingId, at }: { meetingId: string; at: Date },
  unitOfWork: UnitOfWork,
): Promise<void> {
  const uncovered = withoutConsent(further, record.consentedParties);
  if (command.secrecyConsentOn && (!record.secrecyConsent || uncovered.length > 0)) {
    const externalPartyIds = uncovered.map(({ personId }) => personId);
    const consent = { caseId: record.id, kind: "secrecy", givenOn: command.secrecyConsentOn } as const;
    await recordConsent({ ...consent, externalPartyIds, at, recordedBy: actor.personId }, unitOfWork);
  }
  const { event, message, action } = TELLING[tellingOf(command, confirmation)];
  await meetings.appendEvent({ meetingId, kind: event, actorId: actor.personId, at }, unitOfWork);
  const drafted = confirmation && (await meetings.find(meetingId, { unitOfWork }));
  const asked = drafted && confirmersOf(drafted).map(({ id }) => id);
  await queueMessages(meetingId, message, unitOfWork, asked);
  await recordAudit(actor, { action, objectKind: "meeting", objectIds: [meetingId] }, unitOfWork);
}

/** What making a meeting is called in its history, in messages and in the audit. */
const TELLING = {
  draft: { event: "drafted", message: "confirmation_request", action: "meeting:draft" },
  offer: { event: "offered", message: "offer", action: "meeting:offer" },
  booking: { event: "booked", message: "invitation", action: "meeting:book" },
} as const;

function tellingOf(
  command: BookMeeting | OfferMeeting,
  confirmation: NeededConfirmation | undefined,
): keyof typeof TELLING {
  if (confirmation) return "draft";
  return "answerBy" in command ? "offer" : "booking";
}

function hashOf(command: BookMeeting | OfferMeeting): Buffer {
  return createHash("sha256").update(JSON.stringify(command)).digest();
}

function keyUsedForSomethingElse(): DomainError {
  return new DomainError("idempotency_conflict", "Nyckeln har redan använts för en annan bokning.");
}
