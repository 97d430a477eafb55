import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
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
  }),
  z.strictObject({ kind: z.literal("invited"), meetingId: Id, participantId: Id }),
  z.strictObject({ kind: z.literal("none") }),
]);
export type Session = z.infer<typeof Session>;
