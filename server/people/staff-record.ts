import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Handlaggare, OrganisationId } from "./people.contract.ts";

/** An agency, and where one calls it. */
export interface OrganisationRecord {
  readonly id: OrganisationId;
  readonly name: string;
  readonly phone: string;
}

/** Finds active handläggare by id; those who have left are not found. */
export type FindHandlaggare = (personIds: readonly string[]) => Promise<Handlaggare[]>;

/** Both agencies. */
export type ListOrganisations = (unitOfWork?: UnitOfWork) => Promise<OrganisationRecord[]>;
