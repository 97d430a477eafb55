import type { Violation } from "../platform/domain-error.ts";
import { furtherViolations, withoutConsent, type FurtherParty } from "../people/further-party.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import { plannedTimes } from "./meeting-plan.ts";
import type { BookMeeting, MeetingPlan, OfferMeeting } from "./meetings.contract.ts";
import { MEETING_TYPE } from "./meeting-types.ts";

/** What the rules of booking are checked against. */
export interface BookingFacts {
  readonly handlaggare: readonly Handlaggare[];
  /** The further participants that were asked for and found. */
  readonly further: readonly FurtherParty[];
  readonly secrecyConsentRecorded: boolean;
  /** External parties whom the individual has agreed to details reaching, by person id. */
  readonly consentedParties: readonly string[];
  readonly now: Date;
  /** Today in Europe/Stockholm. */
  readonly today: string;
}

/**
 * Every rule a booking or an offer breaks, all at once: the required agencies come, each handläggare is of the agency named,
 * the individual has agreed to the agencies, and to everyone else who is to be told, sharing; and nobody learns of a
 * decision from an invitation.
 */
export function violationsOf(command: BookMeeting | OfferMeeting, facts: BookingFacts): Violation[] {
  return [
    ...("times" in command ? offerViolations(command, facts.now) : timeViolations(command, facts.now)),
    ...partyViolations(command, facts),
    ...furtherViolations(
      command.participants ?? [],
      facts.further,
      command.handlaggare.map(({ personId }) => personId),
    ),
    ...consentViolations(command, facts),
    ...decisionViolations(command, facts.today),
  ];
}

function timeViolations({ startAt }: BookMeeting, now: Date): Violation[] {
  return Date.parse(startAt) > now.getTime() ? [] : [inThePast("/startAt")];
}

function offerViolations(command: OfferMeeting, now: Date): Violation[] {
  const { times, answerBy } = plannedTimes(command);
  const past = command.times.flatMap((startAt, index) =>
    Date.parse(startAt) > now.getTime() ? [] : [inThePast(`/times/${index}`)],
  );
  const overlap = times.some(({ startsAt }, index) => {
    const before = times[index - 1];
    return before !== undefined && startsAt < before.endsAt;
  });
  const late = !answerBy || answerBy <= now || times.some(({ startsAt }) => startsAt <= answerBy);
  return [
    ...past,
    ...(overlap
      ? [{ pointer: "/times", code: "overlap", detail: "Välj tider som inte går in i varandra." }]
      : []),
    ...(late
      ? [
          {
            pointer: "/answerBy",
            code: "deadline_out_of_range",
            detail: "Personen behöver kunna svara fram till en stund före den första tiden.",
          },
        ]
      : []),
  ];
}

function inThePast(pointer: string): Violation {
  return { pointer, code: "in_the_past", detail: "Välj en tid som inte har passerat." };
}

function partyViolations(command: MeetingPlan, facts: BookingFacts): Violation[] {
  const missing = MEETING_TYPE[command.type].requiredParties
    .filter((required) => !command.handlaggare.some(({ organisationId }) => organisationId === required))
    .map(() => ({
      pointer: "/handlaggare",
      code: "party_missing",
      detail: "Mötet behöver en handläggare från varje myndighet.",
    }));
  const unknown = command.handlaggare.flatMap(({ organisationId, personId }, index) =>
    facts.handlaggare.some((known) => known.personId === personId && known.organisationId === organisationId)
      ? []
      : [
          {
            pointer: `/handlaggare/${index}/personId`,
            code: "unknown_handlaggare",
            detail: "Handläggaren finns inte hos den myndigheten.",
          },
        ],
  );
  const agencies = new Set(command.handlaggare.map(({ organisationId }) => organisationId));
  const repeated =
    agencies.size < command.handlaggare.length
      ? [
          {
            pointer: "/handlaggare",
            code: "party_repeated",
            detail: "Välj en handläggare från varje myndighet.",
          },
        ]
      : [];
  return [...missing, ...unknown, ...repeated];
}

function consentViolations(command: MeetingPlan, facts: BookingFacts): Violation[] {
  const isCovered = withoutConsent(facts.further, facts.consentedParties).length === 0;
  if (facts.secrecyConsentRecorded && isCovered) return [];
  if (!command.secrecyConsentOn) {
    const detail = isCovered
      ? "Personen behöver samtycka till att uppgifter delas mellan myndigheterna. Ange datum för samtycket."
      : "Personen behöver samtycka till att uppgifter delas med alla som ska vara med. Ange datum för samtycket.";
    return [{ pointer: "/secrecyConsentOn", code: "consent_missing", detail }];
  }
  return notInFuture("/secrecyConsentOn", command.secrecyConsentOn, facts.today);
}

function decisionViolations(command: MeetingPlan, today: string): Violation[] {
  if (!MEETING_TYPE[command.type].needsCommunicatedDecision) return [];
  if (!command.decisionCommunicatedOn)
    return [
      {
        pointer: "/decisionCommunicatedOn",
        code: "decision_not_communicated",
        detail: "Personen ska ha fått beslutet innan mötet erbjuds. Ange vilken dag det meddelades.",
      },
    ];
  return notInFuture("/decisionCommunicatedOn", command.decisionCommunicatedOn, today);
}

function notInFuture(pointer: string, on: string, today: string): Violation[] {
  return on <= today
    ? []
    : [{ pointer, code: "in_the_future", detail: "Datumet kan inte ligga i framtiden." }];
}
