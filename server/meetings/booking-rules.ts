import type { Violation } from "../platform/domain-error.ts";
import { furtherViolations, withoutConsent, type FurtherParty } from "../people/further-party.ts";
import type { Handlaggare, OrganisationId } from "../people/people.contract.ts";
import { requiredPartyViolations } from "../people/required-parties.ts";
import type { RequiredParty } from "../people/required-parties.contract.ts";
import { plannedTimes } from "./meeting-plan.ts";
import { openingViolations } from "./opening-rules.ts";
import type { BookMeeting, MeetingPlan, NewMeetingCommand, OfferMeeting } from "./meetings.contract.ts";
import { MEETING_TYPE } from "./types/registered-types.contract.ts";

/** What the rules of booking are checked against. */
export interface BookingFacts {
  readonly handlaggare: readonly Handlaggare[];
  /** The further participants that were asked for and found. */
  readonly further: readonly FurtherParty[];
  /** Whom the offices of the handläggare want at such meetings besides. */
  readonly requiredParties: readonly RequiredParty[];
  /** The agency whose office has said that nobody of its own has to come to such an offer. */
  readonly mayStayAway: OrganisationId | null;
  readonly secrecyConsentRecorded: boolean;
  /** Who may not work on the case (jäv). */
  readonly disqualifiedIds: readonly string[];
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
export function violationsOf(command: NewMeetingCommand, facts: BookingFacts): Violation[] {
  return [
    ...whenViolations(command, facts),
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

function whenViolations(command: NewMeetingCommand, facts: BookingFacts): Violation[] {
  if ("opening" in command) return openingViolations(command, facts);
  return "times" in command ? offerViolations(command, facts.now) : timeViolations(command, facts.now);
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
    .filter((required) => required !== facts.mayStayAway)
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
  return [
    ...missing,
    ...unknown,
    ...repeated,
    ...requiredPartyViolations(facts.requiredParties, facts),
    ...disqualifiedViolations(command, facts),
  ];
}

function disqualifiedViolations(command: MeetingPlan, { disqualifiedIds }: BookingFacts): Violation[] {
  const pointersOf = (name: string, asked: readonly { personId: string }[] = []) =>
    asked.flatMap(({ personId }, index) =>
      disqualifiedIds.includes(personId) ? [`/${name}/${index}/personId`] : [],
    );
  return [
    ...pointersOf("handlaggare", command.handlaggare),
    ...pointersOf("participants", command.participants),
  ].map((pointer) => ({
    pointer,
    code: "disqualified",
    detail: "Handläggaren är jävig i ärendet. Välj en annan.",
  }));
}

/** That the individual has agreed to details reaching everyone who is to be told. */
export function consentViolations(
  command: Pick<MeetingPlan, "secrecyConsentOn">,
  facts: Pick<BookingFacts, "further" | "consentedParties" | "secrecyConsentRecorded" | "today">,
): Violation[] {
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
