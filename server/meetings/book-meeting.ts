import { createHash } from "node:crypto";
import type { FollowCase } from "../followup/follow-case.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy, meetingPolicy } from "../identity/policy/policy.ts";
import type { CaseRecord, FindCase } from "../people/case-record.ts";
import type { FindFurtherParties, FurtherParty } from "../people/further-party.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type { ListRequiredParties, ListStaysAwayFrom } from "../people/required-parties.ts";
import type { RequiredParty } from "../people/required-parties.contract.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { noticeOf } from "../scheduling/notice.ts";
import type { ReserveTime, TakenTime } from "../scheduling/reserve-time.ts";
import type { FreeTimeSearcher } from "../scheduling/search-free-times.ts";
import type { SearchParties } from "../scheduling/search-parties.ts";
import type { CalendarOptions } from "../scheduling/swedish-calendar.ts";
import type { AskConfirmation } from "./ask-confirmation.ts";
import { violationsOf } from "./booking-rules.ts";
import { policyFactsOf } from "./meeting-participants.ts";
import { seriesViolations } from "./meeting-series.ts";
import { earliestOf, newMeetingOf, partiesOf, plannedTimes } from "./meeting-plan.ts";
import type { FindPickableTimes } from "./find-pickable-times.ts";
import type { NewMeetingCommand, OpenMeeting } from "./meetings.contract.ts";
import type { IdempotencyKeysRepository } from "./idempotency-keys.repository.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { OffersRepository } from "./offers.repository.ts";
import { shortNoticeViolations } from "./short-notice.ts";
import { createTellOfNewMeeting, type MadeMeeting, type TellingDependencies } from "./tell-of-new-meeting.ts";

/**
 * Books a meeting, offers it at several times, or leaves the time to the individual: takes everyone's time, writes the
 * meeting and the messages about it, all or nothing. Where the other agency's office wants to confirm it is a draft: the times are held until
 * they have, and nobody but the one who is asked is told. Times that are offered are held for all who must come until
 * one is chosen or the deadline. When the individual may pick any joint free time nothing is held, but there must be one
 * to pick.
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
  command: NewMeetingCommand,
  idempotencyKey?: string,
) => Promise<string>;

interface Dependencies extends TellingDependencies {
  readonly meetings: MeetingsRepository;
  readonly idempotencyKeys: IdempotencyKeysRepository;
  readonly offers: OffersRepository;
  readonly findCase: FindCase;
  readonly findHandlaggare: FindHandlaggare;
  readonly findFurtherParties: FindFurtherParties;
  readonly listRequiredParties: ListRequiredParties;
  readonly listStaysAwayFrom: ListStaysAwayFrom;
  readonly askConfirmation: AskConfirmation;
  readonly freeTimes: Pick<FreeTimeSearcher, "optionalFreeAt">;
  readonly findPickableTimes: FindPickableTimes;
  readonly reserveTime: ReserveTime;
  readonly followCase: Pick<FollowCase, "requested">;
  readonly clock: Clock;
  /** The days on which the configuration closes everyone's office. */
  readonly calendar: CalendarOptions;
}

/** A command with what it is about. */
interface Booking extends MadeMeeting {
  readonly handlaggare: readonly Handlaggare[];
  readonly requiredParties: readonly RequiredParty[];
  /** Whether nobody of the actor's own agency has to come. */
  readonly ownMayStayAway: boolean;
}

export function createBookMeeting(dependencies: Dependencies): BookMeetingUseCase {
  const { meetings, idempotencyKeys, findHandlaggare, findFurtherParties, askConfirmation } = dependencies;
  const { reserveTime, clock, calendar } = dependencies;
  const tellOfNewMeeting = createTellOfNewMeeting(dependencies);

  return async (actor, command, idempotencyKey) => {
    const record = await openCase(dependencies, actor, command.caseId);
    const handlaggareIds = command.handlaggare.map(({ personId }) => personId);
    const handlaggare = await findHandlaggare(handlaggareIds);
    const requiredParties = await dependencies.listRequiredParties({ type: command.type, handlaggareIds });
    const ownMayStayAway = (await dependencies.listStaysAwayFrom(actor.officeId)).includes(command.type);
    const further = await findFurtherParties(command.participants ?? [], actor.organisationId);
    const confirmation = await askConfirmation(actor, command, handlaggare);
    await refuseOtherSeries(dependencies, actor, command);
    const now = clock.now();
    const startAts = "opening" in command ? [] : plannedTimes(command).times.map(({ startsAt }) => startsAt);
    const notice = noticeOf(command.type, record, "book", now, calendar);
    const given = { notice, startAts, reason: command.shortNotice };
    const called = { handlaggare, further, requiredParties, ownMayStayAway };
    const booking = { actor, command, record, ...called, confirmation, given };
    refuseBrokenRules(booking, now);
    const parties = partiesOf(command, record);
    const binding = further.filter(({ attendance }) => attendance === "binding");
    const personIds = [record.individualId, ...[...handlaggare, ...binding].map(({ personId }) => personId)];
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
        if ("opening" in command) await refuseNothingToPick(dependencies, command, parties, unitOfWork);
        const invited = await invitedTo(dependencies, booking, parties, unitOfWork);
        const confirmBy = confirmation?.confirmBy ?? null;
        const about = { record, handlaggare, further: invited, createdBy: actor.personId, confirmBy, at };
        const meetingId = await meetings.insert(newMeetingOf(command, about), unitOfWork);
        if (key && !(await idempotencyKeys.keep({ ...key, meetingId, at }, unitOfWork)))
          throw keyUsedForSomethingElse();
        await dependencies.followCase.requested(actor, command, unitOfWork);
        await tellOfNewMeeting(booking, { meetingId, at }, unitOfWork);
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

/** What a meeting comes after has to be a meeting that one may read: the refusal is the same as for one of another case. */
async function refuseOtherSeries(
  { meetings }: Dependencies,
  actor: StaffActor,
  command: NewMeetingCommand,
): Promise<void> {
  const { continuesMeetingId } = command;
  if (!continuesMeetingId) return;
  const found = await meetings.find(continuesMeetingId);
  const earlier = found && meetingPolicy.read(actor, policyFactsOf(found)) ? found : undefined;
  const violations = seriesViolations(command, earlier);
  if (violations.length > 0) throw new DomainError("invalid", "Mötet kan inte bokas än.", { violations });
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

function refuseBrokenRules(booking: Booking, now: Date): void {
  const { actor, command, record, handlaggare, further, requiredParties, ownMayStayAway, given } = booking;
  const facts = {
    handlaggare,
    further,
    requiredParties,
    mayStayAway: ownMayStayAway ? actor.organisationId : null,
    consentedParties: record.consentedParties,
    disqualifiedIds: record.disqualifiedIds,
    secrecyConsentRecorded: record.secrecyConsent,
    now,
    today: localDateOf(now),
  };
  const violations = [
    ...violationsOf(command, facts),
    ...(command.loosen?.includes("notice") ? shortNoticeViolations(given) : []),
  ];
  if (violations.length > 0) throw new DomainError("invalid", "Mötet kan inte bokas än.", { violations });
}

/** With those who must come locked, so that nobody else takes the last time there is. */
async function refuseNothingToPick(
  { findPickableTimes }: Dependencies,
  { opening }: OpenMeeting,
  parties: SearchParties,
  unitOfWork: UnitOfWork,
): Promise<void> {
  const [first] = await findPickableTimes(parties, opening, { limit: 1, unitOfWork });
  if (first) return;
  const detail = "Det finns ingen tid att välja under perioden. Välj en längre period.";
  throw new DomainError("invalid", "Personen har ingen tid att välja.", {
    violations: [{ pointer: "/opening", code: "no_time_to_pick", detail }],
  });
}

/** The one time of a booking, or each time of an offer as a hold that runs out at the deadline; of a draft at its own. None while any can be picked. */
async function takenBy(
  { offers }: Dependencies,
  made: {
    command: NewMeetingCommand;
    personIds: readonly string[];
    meetingId: string;
    confirmBy: Date | null;
    at: Date;
  },
  unitOfWork: UnitOfWork,
): Promise<TakenTime[]> {
  const { command, personIds, meetingId, confirmBy, at } = made;
  if ("opening" in command) return [];
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

function hashOf(command: NewMeetingCommand): Buffer {
  return createHash("sha256").update(JSON.stringify(command)).digest();
}

function keyUsedForSomethingElse(): DomainError {
  return new DomainError("idempotency_conflict", "Nyckeln har redan använts för en annan bokning.");
}
