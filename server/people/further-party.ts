import type { Violation } from "../platform/domain-error.ts";
import type { Attendance, ExternalParty, FurtherParticipant } from "./external-parties.contract.ts";
import type { Handlaggare, OrganisationId } from "./people.contract.ts";

/** Somebody asked to a meeting beside the individual and one handläggare of each agency; either of the two they may be. */
export type FurtherParty = { readonly personId: string; readonly attendance: Attendance } & (
  | { readonly handlaggare: Handlaggare; readonly external?: never }
  | { readonly external: ExternalParty; readonly handlaggare?: never }
);

/** Finds those who may be asked by an agency, in the order asked for; those it can't know of are left out. */
export type FindFurtherParties = (
  asked: readonly FurtherParticipant[],
  organisationId: OrganisationId,
) => Promise<FurtherParty[]>;

/**
 * Whom a meeting can't have as further participants: who is not known to the agency that asks, or is named twice.
 *
 * @param sideIds the handläggare who represent their agencies.
 */
export function furtherViolations(
  asked: readonly FurtherParticipant[],
  known: readonly FurtherParty[],
  sideIds: readonly string[],
): Violation[] {
  return asked.flatMap(({ personId }, index) => {
    const pointer = `/participants/${index}/personId`;
    const isRepeated =
      sideIds.includes(personId) || asked.findIndex((other) => other.personId === personId) < index;
    if (isRepeated)
      return [{ pointer, code: "participant_repeated", detail: "Personen är redan med i mötet." }];
    return known.some((party) => party.personId === personId)
      ? []
      : [{ pointer, code: "unknown_participant", detail: "Deltagaren finns inte, eller är inte er." }];
  });
}

/** The external parties that the individual has not agreed to details reaching. */
export function withoutConsent(
  further: readonly FurtherParty[],
  consentedParties: readonly string[],
): FurtherParty[] {
  return further.filter(({ external, personId }) => external && !consentedParties.includes(personId));
}
