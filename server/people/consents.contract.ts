import { z } from "zod";
import { FreeText, Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { OrganisationId } from "./people.contract.ts";

/**
 * `secrecy`: details may reach the other agency, or another party; asked for before anything does. `sus`: joint follow-up may count the
 * person by name, in writing, for one period of cooperation; may be refused.
 */
export const CONSENT_KINDS = ["secrecy", "sus"] as const;
export const ConsentAnswer = z.enum(["given", "refused"]);

/** A consent with all that has come of it: what it said is never changed, only withdrawn. */
export const Consent = z.strictObject({
  id: Id,
  kind: z.enum(CONSENT_KINDS),
  answer: ConsentAnswer,
  /** Whom it lets know, beside each other. */
  agencies: z.array(OrganisationId),
  /** External parties by name. */
  externals: z.array(z.string()),
  givenOn: LocalDate,
  recordedAt: Instant,
  recordedByName: z.string(),
  /** Of SUS: which edition of the form was signed. */
  formVersion: z.string().nullable(),
  /** Of SUS: the period of cooperation, both dates included; without an end until it is over. */
  period: z.strictObject({ fromOn: LocalDate, untilOn: LocalDate.nullable() }).nullable(),
  withdrawnAt: Instant.nullable(),
  withdrawnByName: z.string().nullable(),
  mayWithdraw: z.boolean(),
});
export type Consent = z.infer<typeof Consent>;

export const CaseConsents = z.strictObject({
  /** The latest first, withdrawn ones too. */
  items: z.array(Consent),
  /** How follow-up counts the person: by name, or without. */
  followUp: z.enum(["identified", "anonymous", "not_asked"]),
});
export type CaseConsents = z.infer<typeof CaseConsents>;

const RecordSecrecyConsent = z.strictObject({
  kind: z.literal("secrecy"),
  givenOn: LocalDate,
  /** External parties that it covers beside the agencies. */
  externalPartyIds: z.array(Id).max(20).default([]),
});
const RecordSusConsent = z
  .strictObject({
    kind: z.literal("sus"),
    answer: ConsentAnswer,
    givenOn: LocalDate,
    formVersion: FreeText(40).min(1),
    fromOn: LocalDate,
    untilOn: LocalDate.nullable(),
  })
  .refine(({ fromOn, untilOn }) => untilOn === null || fromOn <= untilOn, {
    path: ["untilOn"],
    message: "Sista dagen kan inte ligga före den första.",
  });

/** What a handläggare records when the individual has said. */
export const NewConsent = z.discriminatedUnion("kind", [RecordSecrecyConsent, RecordSusConsent]);
export type NewConsent = z.infer<typeof NewConsent>;

export const WithdrawConsent = z.strictObject({ consentId: Id });
