import type { BookMeeting, OfferMeeting } from "../../../../server/meetings/meetings.contract.ts";
import { addDays, isDate, today } from "../../time/calendar-dates.ts";
import { dateOf } from "../../time/format-time.ts";
import { instantAt } from "../../time/instant-at.ts";
import { modeAndPlace } from "../free-times/meeting-mode.ts";
import { participantsToSend } from "../participants/chosen-participant.ts";
import type { BookingDraft } from "./booking-draft.ts";
import { sidesOf, sidesOfPair } from "./booking-sides.ts";

/** Most and fewest times in an offer. */
export const MOST_OFFERED = 3;
const FEWEST_OFFERED = 2;
const DAYS_TO_ANSWER = 7;

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

/** The last date on which an offer can be answered: as said, or a week from now, and always before the first time. */
export function answerByOf({ answerByOn, starts }: Pick<BookingDraft, "answerByOn" | "starts">): string {
  const latest = latestAnswerOn(starts);
  const suggested = addDays(today(), DAYS_TO_ANSWER);
  if (answerByOn) return answerByOn;
  return latest && latest < suggested ? latest : suggested;
}

/** The day before the first of the times, but never before today; undefined until there is one. */
export function latestAnswerOn(starts: readonly string[]): string | undefined {
  const [first] = starts;
  if (!first) return undefined;
  const before = addDays(dateOf(first), -1);
  return before < today() ? today() : before;
}

/** The meeting as it would be booked or offered, without the answers to the last questions; undefined until its time is. */
export function meetingOf(draft: BookingDraft) {
  const parties = partiesOf(draft);
  const { starts, pair, way, loosen } = draft;
  const [startAt] = starts;
  if (!parties || !startAt || pair.length !== parties.sides.length) return undefined;
  const plan = {
    caseId: parties.caseId,
    type: parties.type,
    durationMinutes: parties.durationMinutes,
    ...modeAndPlace(draft),
    ...(loosen.length && { loosen }),
    ...(parties.participants && { participants: parties.participants }),
    handlaggare: pair.map(({ organisationId, personId }) => ({ organisationId, personId })),
  };
  if (way === "book") return { ...plan, startAt };
  const answerByOn = answerByOf(draft);
  if (starts.length < FEWEST_OFFERED || !isDate(answerByOn)) return undefined;
  return { ...plan, times: starts, answerBy: instantAt(answerByOn, "23:59") };
}
export type PlannedMeeting = NonNullable<ReturnType<typeof meetingOf>>;

/** The command to book or to offer, for a meeting and the answers to the last questions. */
export function commandOf(
  meeting: PlannedMeeting,
  { decisionCommunicatedOn, secrecyConsentOn }: BookingDraft,
): BookMeeting | OfferMeeting {
  return {
    ...meeting,
    talkedWithIndividual: true,
    decisionCommunicatedOn: isDate(decisionCommunicatedOn) ? decisionCommunicatedOn : null,
    secrecyConsentOn: isDate(secrecyConsentOn) ? secrecyConsentOn : null,
  };
}
