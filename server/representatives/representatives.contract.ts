import { z } from "zod";
import { FreeText, Id, LocalDate } from "../http/conventions.contract.ts";
import { Language, PhoneNumber } from "../people/people.contract.ts";

/** Ombud (förvaltningslagen 14 §), god man and förvaltare (föräldrabalken 11 kap.), and vårdnadshavare are not the same thing. */
export const MANDATE_KINDS = ["ombud", "god_man", "forvaltare", "vardnadshavare"] as const;
export const MandateKind = z.enum(MANDATE_KINDS);
export type MandateKind = z.infer<typeof MandateKind>;

/** `answers`: about times, for the person. `answers_and_attends`: comes to the meetings too. */
export const MANDATE_COVERS = ["answers", "answers_and_attends"] as const;
export const MandateCovers = z.enum(MANDATE_COVERS);
export type MandateCovers = z.infer<typeof MandateCovers>;

export const MANDATE_STATES = ["not_yet", "valid", "expired", "withdrawn"] as const;

/** Somebody who answers for a person, as those who may open the case see it. */
export const Representative = z.strictObject({
  personId: Id,
  kind: MandateKind,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: Language,
  /** Dates in Europe/Stockholm, both included; null means until it is withdrawn. */
  validFrom: LocalDate,
  validUntil: LocalDate.nullable(),
  covers: MandateCovers,
  state: z.enum(MANDATE_STATES),
  /** Whether their personnummer is known, so that their e-ID is taken for theirs. */
  hasEid: z.boolean(),
});
export type Representative = z.infer<typeof Representative>;
export const RepresentativeList = z.strictObject({ items: z.array(Representative) });

/** What a handläggare enters of a representative: there must be a way to reach them. */
export const NewRepresentative = z
  .strictObject({
    kind: MandateKind,
    name: FreeText(120).min(2),
    email: z.email().max(254).nullable(),
    phone: PhoneNumber.nullable(),
    language: Language,
    validFrom: LocalDate,
    validUntil: LocalDate.nullable(),
    covers: MandateCovers,
    /** 10 or 12 digits, for who wants to sign in with e-ID; null for who comes by link alone. */
    personnummer: z.string().trim().min(10).max(13).nullable().default(null),
  })
  .refine(({ email, phone }) => email !== null || phone !== null, {
    path: ["email"],
    message: "Ange en e-postadress eller ett telefonnummer.",
  })
  .refine(({ validFrom, validUntil }) => validUntil === null || validFrom <= validUntil, {
    path: ["validUntil"],
    message: "Sista dagen kan inte ligga före den första.",
  });
export type NewRepresentative = z.infer<typeof NewRepresentative>;
