import { z } from "zod";
import { FreeText, Instant, LocalDate } from "../http/conventions.contract.ts";
import { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/** That a handläggare has read something of a case: for the individual it is about. */
export const CaseOpening = z.strictObject({
  at: Instant,
  organisationId: OrganisationId,
  role: HandlaggareRole,
  /** Null for who has protected identity themselves. */
  name: z.string().nullable(),
  /** The action of the trail: `case:read`, `notes:read` … */
  action: z.string(),
});
export type CaseOpening = z.infer<typeof CaseOpening>;

/** In which form, and why it is made. */
export const ExtractRequest = z.strictObject({
  format: z.enum(["json", "pdf"]),
  /** Who has asked, or a reference of the agency's own; kept in the trail. */
  why: FreeText(200).min(1, { error: "Skriv varför utdraget görs." }),
});
export type ExtractRequest = z.infer<typeof ExtractRequest>;

/** Everything about one individual, for the agency that has the case. */
export const PersonExtract = z.strictObject({
  madeAt: Instant,
  organisationId: OrganisationId,
  individual: z.record(z.string(), z.unknown()),
  /** By what it is about, in the order written. */
  sections: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  openings: z.array(CaseOpening),
});
export type PersonExtract = z.infer<typeof PersonExtract>;

/** What is kept how long, and what has gone: for administrators. */
export const RetentionReport = z.strictObject({
  latestRun: z.strictObject({ runOn: LocalDate, finishedAt: Instant.nullable() }).nullable(),
  rules: z.array(
    z.strictObject({
      kind: z.string(),
      years: z.int().nullable(),
      days: z.int().nullable(),
      /** In the latest run. */
      erased: z.int(),
      /** What the next run would take if it were now. */
      due: z.int(),
    }),
  ),
});
export type RetentionReport = z.infer<typeof RetentionReport>;
