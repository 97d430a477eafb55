import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type {
  Benefit,
  Language,
  MessageChannel,
  OrganisationId,
  PostalAddress,
  Protection,
} from "./people.contract.ts";

/** A case with the individual it is about, for rules and presenters; no personnummer. */
export interface CaseRecord {
  readonly id: string;
  readonly individualId: string;
  readonly individualName: string;
  readonly birthYear: number;
  readonly sex: "woman" | "man";
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PostalAddress | null;
  /** The ways in which the person wants to be reached; null for the usual order. */
  readonly channelOrder: readonly MessageChannel[] | null;
  readonly language: Language;
  readonly protection: Protection;
  readonly benefit: Benefit;
  readonly ownerOrganisationId: OrganisationId;
  readonly ownerOfficeId: string;
  readonly chainDay: number | null;
  readonly chainDayOn: string | null;
  readonly secrecyConsent: boolean;
  /** Whom the individual has agreed to details reaching: agencies, and external parties by person id. */
  readonly consentedParties: readonly string[];
  readonly assignedHandlaggareIds: readonly string[];
}

/** A consent as a handläggare records it; `givenOn` is a date in Europe/Stockholm. */
export interface NewConsent {
  readonly caseId: string;
  readonly kind: "secrecy" | "sus";
  /** External parties that it covers too, by person id. */
  readonly externalPartyIds?: readonly string[];
  readonly givenOn: string;
  readonly at: Date;
  readonly recordedBy: string;
}

/** Finds a case whoever asks; the caller applies the policy. */
export type FindCase = (caseId: string, unitOfWork?: UnitOfWork) => Promise<CaseRecord | undefined>;

/** Records a consent between the two agencies, and the external parties named. */
export type RecordConsent = (consent: NewConsent, unitOfWork: UnitOfWork) => Promise<unknown>;
