import { z } from "zod";
import { Id, LocalDate } from "../http/conventions.contract.ts";
import { FurtherParticipant } from "../people/external-parties.contract.ts";

/** Somebody asked to a meeting that is booked already. Needs `If-Match`. */
export const InviteFurther = FurtherParticipant.extend({
  /** The date of the individual's consent to details reaching them, when none is recorded. */
  secrecyConsentOn: LocalDate.nullable(),
});
export type InviteFurther = z.infer<typeof InviteFurther>;

/** Who is let off: one of those beside the individual and the sides. Needs `If-Match`. */
export const ReleaseFurther = z.strictObject({ participantId: Id });
