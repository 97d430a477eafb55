import { z } from "zod";
import { Id, Instant, pageOf, Paging } from "../http/conventions.contract.ts";
import { OrganisationId } from "../people/people.contract.ts";

/** What was opened, of a case that is about a person with protected identity. */
export const PROTECTED_READ_KINDS = [
  "case",
  "list",
  "meeting",
  "notes",
  "room",
  "documents",
  "change",
] as const;

/**
 * That somebody opened or changed something in a protected case of the office. Of the case it tells our own references, never whom it is
 * about.
 */
export const ProtectedRead = z.strictObject({
  at: Instant,
  name: z.string(),
  organisationId: OrganisationId,
  what: z.enum(PROTECTED_READ_KINDS),
  /** The same for all lines of a case. */
  caseId: Id,
  /** The meeting's, or those of all the case's meetings. */
  references: z.array(z.string()),
  /** Whether they are assigned to the case, or take part in the meeting. */
  isAssigned: z.boolean(),
});
export type ProtectedRead = z.infer<typeof ProtectedRead>;
export const ProtectedReadQuery = Paging;
/** The latest first. */
export const ProtectedReadPage = pageOf(ProtectedRead);
export type ProtectedReadPage = z.infer<typeof ProtectedReadPage>;
