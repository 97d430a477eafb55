import type { ExternalParty, NewExternalParty } from "./external-parties.contract.ts";
import type { OrganisationId } from "./people.contract.ts";

/** What an external party is stored with besides what the handläggare entered. */
export interface ExternalPartyRegistration {
  readonly entered: NewExternalParty;
  readonly organisationId: OrganisationId;
  readonly handlaggareId: string;
  readonly at: Date;
}

/** Finds external parties among those that an agency has registered; those of the other agency are not found. */
export type FindExternalParties = (
  personIds: readonly string[],
  organisationId: OrganisationId,
) => Promise<ExternalParty[]>;

/** Which of an agency's external parties to list; `q` matches the start of any word of name or organisation. */
export interface ExternalPartyFilter {
  readonly q?: string | undefined;
  readonly kind?: ExternalParty["kind"] | undefined;
  readonly language?: string | undefined;
}
