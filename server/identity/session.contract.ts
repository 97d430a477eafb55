import { z } from "zod";
import { Id, Instant } from "../http/conventions.contract.ts";
import { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/** Who this browser is signed in as. */
export const Session = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("staff"),
    personId: Id,
    name: z.string(),
    organisationId: OrganisationId,
    officeName: z.string(),
    role: HandlaggareRole,
    /** Of their own agency. */
    isAdministrator: z.boolean(),
    /** Of their own agency's trail. */
    isAuditor: z.boolean(),
    /** The office that they lead. */
    leadsOfficeId: Id.nullable(),
  }),
  z.strictObject({ kind: z.literal("invited"), meetingId: Id, participantId: Id }),
  /** Signed in with e-ID, with none of their meetings open. */
  z.strictObject({ kind: z.literal("individual"), name: z.string() }),
  z.strictObject({ kind: z.literal("none") }),
]);
export type Session = z.infer<typeof Session>;

/** The ways there are to sign in. */
export const SignInWays = z.strictObject({
  items: z.array(
    z.strictObject({
      /** Goes into `/auth/login?provider=`. */
      id: z.string(),
      kind: z.enum(["staff", "individual"]),
      /** Whose staff; null for individuals. */
      organisationId: OrganisationId.nullable(),
      /** What to call it; null for the agency's own. */
      name: z.string().nullable(),
    }),
  ),
});
export type SignInWays = z.infer<typeof SignInWays>;

/** Where one is signed in. */
export const SignIns = z.strictObject({
  items: z.array(
    z.strictObject({
      /** By which provider, as in `/sign-in-ways`; null for one that is no longer in use. */
      wayName: z.string().nullable(),
      organisationId: OrganisationId.nullable(),
      /** Browser and device: "Firefox, Windows". */
      browser: z.string().nullable(),
      signedInAt: Instant,
      /** To the minute or so. */
      usedAt: Instant,
      isThis: z.boolean(),
    }),
  ),
});
export type SignIns = z.infer<typeof SignIns>;
