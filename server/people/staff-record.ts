import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Handlaggare, HandlaggareRole, Office, OrganisationId } from "./people.contract.ts";

/** An agency, and where one calls it. */
export interface OrganisationRecord {
  readonly id: OrganisationId;
  readonly name: string;
  readonly phone: string;
}

/** Finds active handläggare by id; those who have left are not found. */
export type FindHandlaggare = (personIds: readonly string[]) => Promise<Handlaggare[]>;

/** Which of some handläggare work at an office that wants meetings confirmed before anybody else is told of them. */
export type ListConfirming = (personIds: readonly string[]) => Promise<string[]>;

/** A handläggare's active colleagues of the same agency in the same län, by name. */
export type ListColleagues = (personId: string) => Promise<Handlaggare[]>;

/** Both agencies. */
export type ListOrganisations = (unitOfWork?: UnitOfWork) => Promise<OrganisationRecord[]>;

/** An office of an agency. */
export interface OfficeRecord {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly lan: string;
}

/** Finds an office of either agency. */
export type FindOffice = (officeId: string) => Promise<OfficeRecord | undefined>;

/** Lists the offices where somebody works, with the roles, languages and competences there. */
export type ListOffices = () => Promise<Office[]>;

/** Which handläggare to list; `search` matches the start of any part of the name. */
export interface HandlaggareFilter {
  readonly organisationId?: OrganisationId | undefined;
  readonly officeId?: string | undefined;
  readonly lan?: string | undefined;
  readonly role?: HandlaggareRole | undefined;
  readonly language?: string | undefined;
  readonly competence?: string | undefined;
  readonly search?: string | undefined;
  readonly personIds?: readonly string[] | undefined;
}

/** Lists active handläggare of both agencies by name. */
export type ListHandlaggare = (
  filter: HandlaggareFilter,
  paging: { limit: number; page: number },
) => Promise<{ items: Handlaggare[]; total: number; limit: number; page: number }>;
