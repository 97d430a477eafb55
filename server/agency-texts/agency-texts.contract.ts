import { z } from "zod";
import { FreeText, Instant } from "../http/conventions.contract.ts";
import { Language, OrganisationId } from "../people/people.contract.ts";

/**
 * The passages that touch law or money, which each agency owns. `about_benefit` stands on the invitation page alone: nothing
 * of benefits is ever sent.
 */
export const AGENCY_TEXT_KEYS = ["what_declining_means", "about_benefit", "whom_to_call"] as const;
export const AgencyTextKey = z.enum(AGENCY_TEXT_KEYS);
export type AgencyTextKey = z.infer<typeof AgencyTextKey>;

export const AGENCY_TEXT_MAX_LENGTH = 600;
/** What a mail program would make a link of: an address with its scheme, a mail address, a name below a usual top domain. */
const LINK = /:\/\/|www\.|mailto:|@|[\p{L}\d-]\.(se|nu|com|net|org|eu|info|io)\b/iu;
const MARKUP = /<[\p{L}/!?]|&#?\w+;/u;

/** Plain words. Empty: the agency says nothing here. */
const Words = FreeText(AGENCY_TEXT_MAX_LENGTH)
  .refine((text) => !LINK.test(text), { message: "Texten får inte innehålla länkar eller adresser." })
  .refine((text) => !MARKUP.test(text), { message: "Texten får inte innehålla HTML." });

/** The same thing said in each language is a text of its own, with its own versions. */
export const WriteAgencyText = z.strictObject({ language: Language, text: Words });
export type WriteAgencyText = z.infer<typeof WriteAgencyText>;

export const AgencyText = z.strictObject({
  key: AgencyTextKey,
  language: Language,
  text: z.string(),
  /** Goes into `If-Match`; 0 for the text that came with Samtid. */
  version: z.int(),
  changedAt: Instant.nullable(),
  changedByName: z.string().nullable(),
});
export type AgencyText = z.infer<typeof AgencyText>;

/** One's own agency's texts, each in every language. */
export const AgencyTextList = z.strictObject({ items: z.array(AgencyText), mayEdit: z.boolean() });
export type AgencyTextList = z.infer<typeof AgencyTextList>;

export const AgencyTextQuery = z.strictObject({ language: Language });
/** The latest first; the one that came with Samtid last. */
export const AgencyTextVersions = z.strictObject({ items: z.array(AgencyText) });

export const PreviewAgencyText = WriteAgencyText.extend({ key: AgencyTextKey });
export type PreviewAgencyText = z.infer<typeof PreviewAgencyText>;

/** An invitation to a meeting that may be declined, as it would be sent with the text; null for a text that no mail has. */
export const AgencyTextPreview = z.strictObject({
  mail: z.strictObject({ subject: z.string(), text: z.string(), html: z.string() }).nullable(),
});
export type AgencyTextPreview = z.infer<typeof AgencyTextPreview>;

/** What an agency says, as the individual's page shows it. */
export const AgencyPassage = z.strictObject({
  organisationId: OrganisationId,
  key: AgencyTextKey,
  language: Language,
  text: z.string(),
});
export type AgencyPassage = z.infer<typeof AgencyPassage>;
