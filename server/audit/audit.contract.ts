import { z } from "zod";
import { FreeText, Id, Instant, LocalDate, pageOf } from "../http/conventions.contract.ts";
import { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/**
 * What is wrong with a day of the trail: rows were changed, removed or added after it was sealed; its seal is gone; it was
 * never sealed; or its rows went before their time.
 */
export const TRAIL_FAULTS = [
  "changed",
  "removed",
  "added",
  "seal_missing",
  "not_sealed",
  "destroyed_early",
] as const;
const TrailFault = z.strictObject({ day: LocalDate, kind: z.enum(TRAIL_FAULTS) });
export type TrailFault = z.infer<typeof TrailFault>;

/** The trail held against its seals. */
export const TrailVerification = z.strictObject({
  /** The days that were held against their seals, both included; null while none is sealed. */
  from: LocalDate.nullable(),
  until: LocalDate.nullable(),
  days: z.int(),
  rows: z.int(),
  faults: z.array(TrailFault),
  /** The latest seal in hexadecimal: to compare with the one in the log. */
  lastSeal: z.strictObject({ day: LocalDate, seal: z.string() }).nullable(),
});
export type TrailVerification = z.infer<typeof TrailVerification>;

/** Verification reads every row of the days: the page asks for the latest ones. */
export const VerificationQuery = z.strictObject({ from: LocalDate.optional() });

/**
 * What an auditor looks for. In a body: a personnummer never stands in a URL. `person` is a personnummer, a case's or a
 * meeting's reference, or a case's id.
 */
const AuditFilter = z.strictObject({
  person: FreeText(80).optional(),
  handlaggareId: Id.optional(),
  action: z
    .string()
    .regex(/^[a-z_]{1,40}(:[a-z_-]{1,60})?$/)
    .optional(),
  /** Dates in Europe/Stockholm, both included. */
  fromOn: LocalDate.optional(),
  untilOn: LocalDate.optional(),
  /** Why the auditor looks; kept with the search. */
  why: FreeText(200).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditSearch = AuditFilter.extend({
  limit: z.int().min(1).max(100).default(50),
  page: z.int().min(1).max(10_000).default(1),
});
export type AuditSearch = z.infer<typeof AuditSearch>;

export const AuditExport = AuditFilter.extend({ format: z.enum(["csv", "json"]) });
export type AuditExport = z.infer<typeof AuditExport>;

/** A row of the trail as the agency's auditors see it: who, when, what and by what right; never what was read. */
export const AuditRow = z.strictObject({
  id: z.int(),
  at: Instant,
  actorKind: z.enum(["staff", "individual", "invited", "system", "nobody"]),
  actorId: Id.nullable(),
  /** Of handläggare alone. */
  actorName: z.string().nullable(),
  actorRole: HandlaggareRole.nullable(),
  officeName: z.string().nullable(),
  organisationId: OrganisationId.nullable(),
  action: z.string(),
  objectKind: z.string(),
  objectId: Id,
  caseId: Id.nullable(),
  relation: z.string().nullable(),
  why: z.string().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;
export const AuditPage = pageOf(AuditRow);

/** Every action there is a row of, for the auditor to choose among. */
export const AuditActionList = z.strictObject({ items: z.array(z.string()) });
