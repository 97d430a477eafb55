import {
  LONGEST_OPENING_DAYS,
  type NewMeetingCommand,
} from "../../../../server/meetings/meetings.contract.ts";
import type { OrganisationId } from "../../../../server/people/people.contract.ts";
import { addDays, isDate, today } from "../../time/calendar-dates.ts";
import { dateOf } from "../../time/format-time.ts";
import { instantAt } from "../../time/instant-at.ts";
import { modeAndPlace } from "../free-times/meeting-mode.ts";
import { isShort, shortNoticeToSend } from "../free-times/short-notice.ts";
import { participantsToSend } from "../participants/chosen-participant.ts";
import type { BookingDraft } from "./booking-draft.ts";
import { namedIn, sidesOf, sidesOfPair } from "./booking-sides.ts";

/** Most and fewest times in an offer. */
export const MOST_OFFERED = 3;
const FEWEST_OFFERED = 2;
const DAYS_TO_ANSWER = 7;
/** The last two working days of a period can't be picked at its end, and a weekend may lie between. */
const DAYS_LEFT_TO_PICK = 4;

/** What joint time is searched for; undefined until everyone is chosen. Times to offer are all with the same handläggare. */
export function partiesOf(draft: BookingDraft) {
  const { person, type, durationMinutes, participants, starts, pair, way } = draft;
  const sides = type && sidesOf(type, draft.sides);
  if (!person || !sides || !durationMinutes) return undefined;
  const isSettled = way === "offer" && starts.length > 0 && pair.length === sides.length;
  return {
    caseId: person.id,
    type: type.code,
    durationMinutes,
    sides: isSettled ? sidesOfPair(pair) : sides,
    ...(participants.length && { participants: participantsToSend(participants) }),
  };
}

type Answering = Pick<BookingDraft, "answerByOn" | "starts" | "way" | "period">;

/** The last date on which an offer can be answered: as said, or a week from now, and always before it is too late. */
export function answerByOf({ answerByOn, ...draft }: Answering): string {
  const latest = latestAnswerOf(draft);
  const suggested = addDays(today(), DAYS_TO_ANSWER);
  if (answerByOn) return answerByOn;
  return latest && latest < suggested ? latest : suggested;
}

/** The last date to answer that leaves something to answer about; undefined until that is known. */
export function latestAnswerOf({ starts, way, period }: Omit<Answering, "answerByOn">): string | undefined {
  if (way !== "open") return latestAnswerOn(starts);
  const before = addDays(period.toOn, -DAYS_LEFT_TO_PICK);
  return before < today() ? today() : before;
}

/** Whether the individual can pick from a period: it isn't longer than that. */
export function isOpenable({ fromOn, toOn }: BookingDraft["period"]): boolean {
  return isDate(fromOn) && isDate(toOn) && fromOn <= toOn && toOn <= addDays(fromOn, LONGEST_OPENING_DAYS);
}

/** The day before the first of the times, but never before today; undefined until there is one. */
export function latestAnswerOn(starts: readonly string[]): string | undefined {
  const [first] = starts;
  if (!first) return undefined;
  const before = addDays(dateOf(first), -1);
  return before < today() ? today() : before;
}

/** The meeting as it would be booked, offered or opened, without the answers to the last questions; undefined until its time is. */
export function meetingOf(draft: BookingDraft) {
  const parties = partiesOf(draft);
  const { starts, way, loosen } = draft;
  const pair = parties && comingTo(draft);
  if (!pair || pair.length !== parties.sides.length) return undefined;
  const plan = {
    caseId: parties.caseId,
    type: parties.type,
    durationMinutes: parties.durationMinutes,
    ...modeAndPlace(draft),
    ...(loosen.length && { loosen }),
    ...(goesOn(draft) && { continuesMeetingId: draft.continuesMeetingId }),
    ...(parties.participants && { participants: parties.participants }),
    handlaggare: pair.map(({ organisationId, personId }) => ({ organisationId, personId })),
  };
  if (way === "book") return starts[0] ? { ...plan, startAt: starts[0] } : undefined;
  const answerByOn = answerByOf(draft);
  if (!isDate(answerByOn)) return undefined;
  const answerBy = instantAt(answerByOn, "23:59");
  if (way === "open") {
    const opening = openingOf(draft);
    return opening && { ...plan, opening, answerBy };
  }
  return starts.length < FEWEST_OFFERED ? undefined : { ...plan, times: starts, answerBy };
}

/** Whether it is one more meeting of the kartläggning it is booked from; most types stand alone. */
export function goesOn({
  continuesMeetingId,
  type,
}: Pick<BookingDraft, "continuesMeetingId" | "type">): boolean {
  return continuesMeetingId !== undefined && type?.mayContinue === true;
}

/** Who comes: those proposed at the chosen times, or chosen by name where no time is. */
export function comingTo({
  way,
  type,
  sides,
  pair,
}: BookingDraft): { organisationId: OrganisationId; personId: string; name: string }[] {
  return way === "open" ? ((type && namedIn(type, sides)) ?? []) : pair;
}

/** The dates to pick from; undefined when there is nothing to pick. */
function openingOf({ period, timesFound }: BookingDraft) {
  if (timesFound === 0 || !isOpenable(period)) return undefined;
  return { fromOn: period.fromOn, untilOn: period.toOn };
}

export type PlannedMeeting = NonNullable<ReturnType<typeof meetingOf>>;

/** The command that makes the meeting, for a meeting and the answers to the last questions. */
export function commandOf(
  meeting: PlannedMeeting,
  { decisionCommunicatedOn, secrecyConsentOn, shortNotice, starts, notice }: BookingDraft,
): NewMeetingCommand {
  return {
    ...meeting,
    talkedWithIndividual: true,
    decisionCommunicatedOn: isDate(decisionCommunicatedOn) ? decisionCommunicatedOn : null,
    secrecyConsentOn: isDate(secrecyConsentOn) ? secrecyConsentOn : null,
    ...shortNoticeToSend(shortNotice, isShort(starts, notice)),
  };
}
