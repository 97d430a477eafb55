import { z } from "zod";
import { FreeText, Id, pageOf, Paging } from "../http/conventions.contract.ts";

export const EXTERNAL_KINDS = [
  "tolk",
  "vardgivare",
  "arbetsgivare",
  "kommun",
  "fristaende_aktor",
  "annan",
] as const;
/** What somebody outside the agencies is in a meeting: interpreter, care provider, employer … */
export const ExternalKind = z.enum(EXTERNAL_KINDS);
export type ExternalKind = z.infer<typeof ExternalKind>;

const name = FreeText(120).min(2);
/** BCP 47 tags. */
const languages = z.array(FreeText(20).min(2)).max(10);

/** Somebody outside the agencies, as handläggare of the agency that registered them see it. Nobody else does. */
export const ExternalParty = z.strictObject({
  personId: Id,
  kind: ExternalKind,
  name: z.string(),
  organisationName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** What they speak; of an interpreter, what they interpret to and from Swedish. */
  languages: z.array(z.string()),
});
export type ExternalParty = z.infer<typeof ExternalParty>;

/** `q` matches the start of any part of the name, or of the organisation's. */
export const ExternalPartyQuery = Paging.extend({
  q: FreeText(80).optional(),
  kind: ExternalKind.optional(),
  language: FreeText(20).optional(),
});
export const ExternalPartyPage = pageOf(ExternalParty);

/** What a handläggare enters of somebody outside the agencies: there must be a way to reach them. */
export const NewExternalParty = z
  .strictObject({
    kind: ExternalKind,
    name,
    organisationName: FreeText(120).min(1).nullable(),
    email: z.email().max(254).nullable(),
    phone: z
      .string()
      .trim()
      .regex(/^\+?[0-9][0-9 -]{5,18}$/)
      .nullable(),
    languages,
  })
  .refine(({ email, phone }) => email !== null || phone !== null, {
    path: ["email"],
    message: "Ange en e-postadress eller ett telefonnummer.",
  })
  .refine((party) => party.kind !== "tolk" || party.languages.length > 0, {
    path: ["languages"],
    message: "Ange vilket språk tolken tolkar.",
  });
export type NewExternalParty = z.infer<typeof NewExternalParty>;

/** Whether a meeting can't be without somebody. Optional participants rule no time out, and none of theirs is taken. */
export const Attendance = z.enum(["binding", "optional"]);
export type Attendance = z.infer<typeof Attendance>;

/** Somebody beside the individual and one handläggare of each agency: an external party, or another handläggare. */
export const FurtherParticipant = z.strictObject({ personId: Id, attendance: Attendance });
export type FurtherParticipant = z.infer<typeof FurtherParticipant>;
export const FurtherParticipants = z.array(FurtherParticipant).max(20);
