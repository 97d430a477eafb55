import { z } from "zod";
import { LocalDate, pageOf, Paging } from "../http/conventions.contract.ts";
import { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/** What kind of thing was read. `list`: a list or a week that the person's case or meeting was in. */
export const OPENED = ["case", "list", "meeting", "notes", "documents"] as const;

/** That a handläggare has read something about the individual who asks, on a day: for that individual. */
export const OwnOpening = z.strictObject({
  /** In Sweden. */
  on: LocalDate,
  organisationId: OrganisationId,
  role: HandlaggareRole,
  /** Null for who has protected identity themselves. */
  name: z.string().nullable(),
  /** Each once, in the order of `OPENED`. */
  what: z.array(z.enum(OPENED)),
});
export type OwnOpening = z.infer<typeof OwnOpening>;
export const OwnOpeningQuery = Paging;
/** The latest day first. */
export const OwnOpeningPage = pageOf(OwnOpening);
export type OwnOpeningPage = z.infer<typeof OwnOpeningPage>;
