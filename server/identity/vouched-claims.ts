import { z } from "zod";
import type { OrganisationId } from "../people/people.contract.ts";
import { HANDLAGGARE_ROLES, type HandlaggareRole } from "../people/people.contract.ts";
import type { OidcProviderSettings } from "../platform/oidc-settings.ts";

/** A handläggare, as their agency's provider tells of them. Office and role in our words; undefined where it says nothing we know. */
export interface VouchedStaff {
  readonly kind: "staff";
  readonly organisationId: OrganisationId;
  readonly subject: string;
  readonly officeName: string | undefined;
  readonly role: HandlaggareRole | undefined;
}

/** An individual, as an e-ID broker tells of them. */
export interface VouchedIndividual {
  readonly kind: "individual";
  readonly subject: string;
  /** As the broker writes it; not yet known to be one. */
  readonly personnummer: string;
}

/** What an ID token says of somebody, and how it came to be sure. */
export interface Vouched {
  readonly person: VouchedStaff | VouchedIndividual;
  /** How sure the provider is (`acr`), in its own words. */
  readonly assurance: string | null;
  /** The provider's own name of its session, by which it may tell us that it has ended. */
  readonly providerSession: string | null;
}

const Text = z.string().min(1).max(255);
const IdToken = z.looseObject({ sid: Text.optional() });

/**
 * Reads an ID token by the provider's settings.
 *
 * @returns `too_weak` when the person was identified by less than what is asked for.
 * @throws Error for claims that are missing, or of another agency: the provider is set up wrongly.
 */
export function readClaims(provider: OidcProviderSettings, idToken: unknown): Vouched | "too_weak" {
  const claims = IdToken.parse(idToken);
  const assurance = Text.optional().catch(undefined).parse(claims[provider.claims.assurance]) ?? null;
  if (provider.assurance.length > 0 && !(assurance && provider.assurance.includes(assurance)))
    return "too_weak";
  const subject = Text.parse(claims[provider.claims.subject]);
  const person =
    provider.kind === "individual"
      ? ({
          kind: "individual",
          subject,
          personnummer: Text.parse(claims[provider.claims.personnummer]),
        } as const)
      : readStaff(provider, subject, claims);
  return { person, assurance, providerSession: claims.sid ?? null };
}

function readStaff(
  { organisationId, claims: names, values }: Extract<OidcProviderSettings, { kind: "staff" }>,
  subject: string,
  claims: Readonly<Record<string, unknown>>,
): VouchedStaff {
  // The agency is decided by whose provider answered.
  if (names.agency !== null && claims[names.agency] !== (values.agency ?? organisationId))
    throw new Error("The provider vouches for another agency");
  const said = (name: string) => Text.optional().catch(undefined).parse(claims[name]);
  const office = said(names.office);
  const role = said(names.role);
  return {
    kind: "staff",
    organisationId,
    subject,
    officeName: translated(values.offices, office),
    role: HANDLAGGARE_ROLES.find((known) => known === translated(values.roles, role)),
  };
}

function translated(words: Readonly<Record<string, string>>, said: string | undefined): string | undefined {
  return said !== undefined && Object.hasOwn(words, said) ? words[said] : said;
}
