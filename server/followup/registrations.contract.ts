import { z } from "zod";
import { Id, Instant, LocalDate, pageOf, Paging } from "../http/conventions.contract.ts";
import { Benefit, OrganisationId } from "../people/people.contract.ts";
import { EMPLOYMENTS, RESULTS } from "./course.contract.ts";

/** What Försäkringskassan registers in SUS, and when it becomes due. */
export const REGISTRATION_KINDS = ["request", "first_meeting", "last_meeting"] as const;
export const RegistrationKind = z.enum(REGISTRATION_KINDS);
export type RegistrationKind = z.infer<typeof RegistrationKind>;

/** What SUS takes, besides who it is about. What doesn't belong to the kind is left out; what isn't known is null. */
export const RegistrationContent = z.strictObject({
  benefit: Benefit,
  sex: z.enum(["woman", "man"]),
  /** Of who is registered by name. */
  birthYear: z.int().optional(),
  /** Of who is not. */
  ageGroup: z.enum(["18-29", "30-65", "other"]).optional(),
  requestedBy: OrganisationId.optional(),
  receivedOn: LocalDate.nullable().optional(),
  employment: z.enum(EMPLOYMENTS).nullable().optional(),
  enrolledAtAf: z.boolean().nullable().optional(),
  studies: z.boolean().nullable().optional(),
  kommun: z.string().nullable().optional(),
  result: z.enum(RESULTS).optional(),
});
export type RegistrationContent = z.infer<typeof RegistrationContent>;

/** How far a registration has come. */
export const REGISTRATION_STATES = ["waiting", "checked", "handed_over"] as const;
export const RegistrationQuery = Paging.extend({ state: z.enum(REGISTRATION_STATES).default("waiting") });
export type RegistrationQuery = z.infer<typeof RegistrationQuery>;

export const Registration = z.strictObject({
  id: Id,
  kind: RegistrationKind,
  /** From 1; what was handed over is corrected by the next. */
  revision: z.int(),
  /** Takes back what was handed over before: it should not have been. */
  retracts: z.boolean(),
  anonymous: z.boolean(),
  happenedOn: LocalDate,
  content: RegistrationContent,
  producedAt: Instant,
  state: z.enum(REGISTRATION_STATES),
  /** Null for who may not open the case, and of who has protected identity. */
  caseId: Id.nullable(),
  individualName: z.string().nullable(),
});
export type Registration = z.infer<typeof Registration>;

/** Those of one's own office, the oldest first. */
export const RegistrationPage = pageOf(Registration);

export const RegistrationIds = z.strictObject({ ids: z.array(Id).min(1).max(200) });

/** Of those that are checked and not handed over. */
export const RegistrationFile = z.strictObject({ format: z.enum(["csv", "json"]) });

/** How many were marked: those already marked, or not there any more, are left. */
export const RegistrationsMarked = z.strictObject({ marked: z.int() });
