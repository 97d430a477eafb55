import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { HandlaggareRole } from "../people/people.contract.ts";

/** Another handläggare of the same agency in place of one who takes part. Needs `If-Match`. */
export const SwapHandlaggare = z.strictObject({ participantId: Id, personId: Id });
export type SwapHandlaggare = z.infer<typeof SwapHandlaggare>;

/** Who could come instead of whom. */
export const StandInQuery = z.strictObject({ participantId: Id });

/** A colleague who is free at the meeting's time. */
export const StandIn = z.strictObject({
  personId: Id,
  name: z.string(),
  title: HandlaggareRole,
  officeName: z.string(),
  /** Whether they do the same work: otherwise the individual is told whom they will meet instead. */
  sameTitle: z.boolean(),
});
export type StandIn = z.infer<typeof StandIn>;
/** The most alike first. */
export const StandInList = z.strictObject({ items: z.array(StandIn) });
