import { z } from "zod";
import { FreeText, Id, LocalDate, pageOf, Paging } from "../http/conventions.contract.ts";

export const ORGANISATION_IDS = ["forsakringskassan", "arbetsformedlingen"] as const;
export const OrganisationId = z.enum(ORGANISATION_IDS);
export type OrganisationId = z.infer<typeof OrganisationId>;

export const HANDLAGGARE_ROLES = [
  "forsakringsutredare",
  "arbetsformedlare",
  "sius_konsulent",
  "psykolog",
  "arbetsterapeut",
  "socionom",
] as const;
export const HandlaggareRole = z.enum(HANDLAGGARE_ROLES);
export type HandlaggareRole = z.infer<typeof HandlaggareRole>;

export const BENEFITS = ["sjukpenning", "aktivitetsersattning", "sjukersattning", "ovrig"] as const;
export const Benefit = z.enum(BENEFITS);
export type Benefit = z.infer<typeof Benefit>;

/** `sekretessmarkering` and `skyddad_folkbokforing` both mean protected identity. */
export const Protection = z.enum(["none", "sekretessmarkering", "skyddad_folkbokforing"]);
export type Protection = z.infer<typeof Protection>;

export const Language = z.enum(["sv", "sv-lattlast", "en", "ar"]);
export type Language = z.infer<typeof Language>;

/** How a person can be reached. By `telephone` nothing is sent: a handläggare calls. `digital_mailbox`: Mina meddelanden. */
export const MESSAGE_CHANNELS = ["email", "sms", "digital_mailbox", "letter", "telephone"] as const;
export const MessageChannel = z.enum(MESSAGE_CHANNELS);
export type MessageChannel = z.infer<typeof MessageChannel>;
/** The channels in which something is sent, with or without a link. */
export const LinkChannel = MessageChannel.exclude(["telephone"]);
export type LinkChannel = z.infer<typeof LinkChannel>;

/** A telephone number as written by people. */
export const PhoneNumber = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 -]{5,18}$/);

/** Where a letter goes, in Sweden. `careOf` is written without "c/o". */
export const PostalAddress = z.strictObject({
  careOf: FreeText(60).min(1).nullable().default(null),
  street: FreeText(60).min(1),
  postalCode: z
    .string()
    .regex(/^[1-9]\d{2} ?\d{2}$/)
    .overwrite((code) => `${code.slice(0, 3)} ${code.slice(-2)}`),
  city: FreeText(40).min(1),
});
export type PostalAddress = z.infer<typeof PostalAddress>;

/** Where anybody can call an agency. */
export const AgencyContact = z.strictObject({ organisationId: OrganisationId, phone: z.string() });
export const AgencyContactList = z.strictObject({ items: z.array(AgencyContact) });

/** A handläggare as colleagues in either agency may see them: who and where, never what they do. */
export const Handlaggare = z.strictObject({
  personId: Id,
  name: z.string(),
  organisationId: OrganisationId,
  role: HandlaggareRole,
  officeId: Id,
  officeName: z.string(),
  lan: z.string(),
  /** BCP 47 tags. */
  languages: z.array(z.string()),
  competences: z.array(z.string()),
});
export type Handlaggare = z.infer<typeof Handlaggare>;

/** `search` matches the start of any part of the name. */
export const HandlaggareQuery = Paging.extend({
  organisationId: OrganisationId.optional(),
  officeId: Id.optional(),
  lan: FreeText(60).optional(),
  role: HandlaggareRole.optional(),
  language: FreeText(20).optional(),
  competence: FreeText(60).optional(),
  search: FreeText(80).optional(),
});
export const HandlaggarePage = pageOf(Handlaggare);

/** An office with what its handläggare are and know: what one can search joint time by. */
export const Office = z.strictObject({
  id: Id,
  organisationId: OrganisationId,
  name: z.string(),
  lan: z.string(),
  roles: z.array(HandlaggareRole),
  /** BCP 47 tags. */
  languages: z.array(z.string()),
  competences: z.array(z.string()),
});
export type Office = z.infer<typeof Office>;
/** Both agencies' offices, by län and name. */
export const OfficeList = z.strictObject({ items: z.array(Office) });

/**
 * Where a sick-leave case is today, and between which dates a kontaktmöte serves its purpose, both included. Null where FK hasn't entered
 * the day; it can't be computed from the start of the sick leave. For staff only.
 */
export const ChainClock = z.strictObject({
  day: z.int(),
  firstUsefulOn: LocalDate,
  lastUsefulOn: LocalDate,
});
export type ChainClock = z.infer<typeof ChainClock>;

/** A case as its own agency's handläggare see it in a list. The personnummer is never shown whole here. */
export const CaseSummary = z.strictObject({
  id: Id,
  individualName: z.string(),
  birthYear: z.int(),
  benefit: Benefit,
  protection: Protection,
  ownerOrganisationId: OrganisationId,
  chainClock: ChainClock.nullable(),
  /** Whether the individual has agreed to details being shared between the agencies. */
  secrecyConsent: z.boolean(),
  /** The external parties whom the individual has agreed to details reaching; a meeting with any other needs consent. */
  consentedPartyIds: z.array(Id),
  /** How messages reach the individual first. `telephone` means that nothing is sent: somebody calls. */
  channel: MessageChannel,
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** `text`: part of a name, or a whole personnummer. In a body, since personnummer never stand in a URL. */
export const CaseSearch = z.strictObject({
  text: FreeText(80).default(""),
  limit: z.int().min(1).max(50).default(20),
  page: z.int().min(1).max(10_000).default(1),
});
export const CasePage = pageOf(CaseSummary);

/** What a handläggare enters to register a person and their case. */
export const NewCase = z.strictObject({
  name: FreeText(120).min(2),
  /** 10 or 12 digits with or without separator; samordningsnummer too. */
  personnummer: z.string().trim().min(10).max(13),
  sex: z.enum(["woman", "man"]),
  email: z.email().max(254).nullable(),
  phone: PhoneNumber.nullable(),
  address: PostalAddress.nullable().default(null),
  /** The ways in which the person wants to be reached, the first to be tried first; null for the usual order. */
  channelOrder: z
    .array(MessageChannel)
    .min(1)
    .refine((order) => new Set(order).size === order.length)
    .nullable()
    .default(null),
  language: Language,
  protection: Protection,
  benefit: Benefit,
  /** Chain day as of today, entered by FK. */
  chainDay: z.int().min(1).max(5000).nullable(),
  secrecyConsentOn: LocalDate.nullable(),
});
export type NewCase = z.infer<typeof NewCase>;
