import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { ORGANISATION_IDS } from "./people.contract.ts";
import type { Consent } from "./consents.contract.ts";

/** The parties that every secrecy consent begins with: each agency lets the other know. */
export const AGENCIES: readonly string[] = ORGANISATION_IDS;

/** That the individual agrees to details reaching some parties; `givenOn` is a date in Europe/Stockholm. */
export interface NewSecrecyConsent {
  readonly caseId: string;
  /** Agencies by their ids, external parties by person id. */
  readonly parties: readonly string[];
  readonly givenOn: string;
  readonly at: Date;
  readonly recordedBy: string;
}

/** Records that the individual agrees to details reaching the parties. */
export type RecordConsent = (consent: NewSecrecyConsent, unitOfWork: UnitOfWork) => Promise<unknown>;

/** A consent as the database knows it. */
export interface ConsentRecord extends Omit<
  Consent,
  "agencies" | "externals" | "recordedAt" | "withdrawnAt" | "mayWithdraw"
> {
  /** Agencies by their ids, external parties by person id. */
  readonly parties: readonly string[];
  readonly externalNames: readonly string[];
  readonly recordedAt: Date;
  readonly withdrawnAt: Date | null;
}

/** Whether a consent still holds. */
export const stands = ({ withdrawnAt }: Pick<ConsentRecord, "withdrawnAt">): boolean => withdrawnAt === null;

/** Whether a consent lets the agencies share, without which nobody else can be told anything. */
export const isBetweenAgencies = ({ kind, parties }: Pick<ConsentRecord, "kind" | "parties">): boolean =>
  kind === "secrecy" && AGENCIES.every((agency) => parties.includes(agency));

/**
 * How follow-up counts the individual, by the SUS consent recorded last: by name only where they have agreed in writing; whoever
 * has refused or withdrawn, and who was never asked, without. It never keeps anybody from a meeting.
 *
 * @param consents the latest first.
 */
export function followUpOf(consents: readonly Pick<ConsentRecord, "kind" | "answer" | "withdrawnAt">[]) {
  const latest = consents.find(({ kind }) => kind === "sus");
  if (!latest) return "not_asked";
  return latest.answer === "given" && stands(latest) ? "identified" : "anonymous";
}
