import { z } from "zod";

const ORGANISATION_ID = z.enum(["forsakringskassan", "arbetsformedlingen"]);

/** Sweden Connect's identifier of assurance level 3, which service cards, BankID and Freja eID+ correspond to. */
export const ASSURANCE_LEVEL_3 = "http://id.elegnamnden.se/loa/1.0/loa3";

const shared = {
  /** Named in `/auth/login?provider=`. */
  id: z.string().regex(/^[a-z0-9-]+$/),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** What the button that leads there is called; the agency's own name when left out. */
  name: z.string().min(1).max(60).optional(),
};
const claimName = (usual: string) => z.string().min(1).default(usual);

/** A provider that vouches for one agency's staff, and in which claims it says what of them. */
const StaffProvider = z.strictObject({
  ...shared,
  kind: z.literal("staff").default("staff"),
  organisationId: ORGANISATION_ID,
  claims: z
    .strictObject({
      subject: claimName("sub"),
      /** Null where the provider has nobody but the agency's own and says nothing of it. */
      agency: z.string().min(1).nullable().default("agency"),
      office: claimName("office"),
      role: claimName("role"),
      assurance: claimName("acr"),
    })
    .prefault({}),
  /** What the provider calls things where it is something else than what we call them. */
  values: z
    .strictObject({
      agency: z.string().min(1).optional(),
      /** The provider's name of an office → ours. */
      offices: z.record(z.string(), z.string()).default({}),
      /** The provider's name of a role → ours. */
      roles: z.record(z.string(), z.string()).default({}),
    })
    .prefault({}),
  /** The levels of assurance (`acr`) that are asked for, any of which will do. None: whatever the agency has. */
  assurance: z.array(z.string().min(1)).default([]),
});

/** An e-ID broker: vouches for individuals, by personnummer. */
const IndividualProvider = z.strictObject({
  ...shared,
  kind: z.literal("individual"),
  name: z.string().min(1).max(60),
  claims: z
    .strictObject({
      subject: claimName("sub"),
      /** As in the Swedish OpenID Connect profile (oidc.se). */
      personnummer: claimName("https://id.oidc.se/claim/personalIdentityNumber"),
      assurance: claimName("acr"),
    })
    .prefault({}),
  assurance: z.array(z.string().min(1)).min(1).default([ASSURANCE_LEVEL_3]),
});

/** An OpenID Connect provider that people sign in by. */
export const OidcProviderSettings = z.union([StaffProvider, IndividualProvider]);
/** @see OidcProviderSettings */
export type OidcProviderSettings = z.output<typeof OidcProviderSettings>;

/** Several, each with an id of its own. */
export const OidcProviders = z
  .array(OidcProviderSettings)
  .refine((providers) => new Set(providers.map(({ id }) => id)).size === providers.length, {
    message: "two have the same id",
  });
