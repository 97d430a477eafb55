import type { MandateKind } from "../representatives/representatives.contract.ts";
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
  /** Who answers for the individual, whose mandate is not withdrawn. */
  readonly representatives: readonly CaseRepresentative[];
  readonly assignedHandlaggareIds: readonly string[];
  /** Who may neither work on the case nor see it (jäv). */
  readonly disqualifiedIds: readonly string[];
}

/** Somebody who answers for the individual, as the one who plans a meeting needs to know them. */
export interface CaseRepresentative {
  readonly personId: string;
  readonly kind: MandateKind;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  /** Dates in Europe/Stockholm, both included. */
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** Finds a case whoever asks; the caller applies the policy. */
export type FindCase = (caseId: string, unitOfWork?: UnitOfWork) => Promise<CaseRecord | undefined>;
