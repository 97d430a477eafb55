import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type {
  Handlaggare,
  HandlaggareRole,
  MessageChannel,
  Office,
  OrganisationId,
} from "./people.contract.ts";

/** An agency, and where one calls it. */
export interface OrganisationRecord {
  readonly id: OrganisationId;
  readonly name: string;
  readonly phone: string;
  /** The channels whose texts carry a link. */
  readonly linkChannels: readonly MessageChannel[];
}

/** Finds active handläggare by id; those who have left are not found. */
export type FindHandlaggare = (personIds: readonly string[]) => Promise<Handlaggare[]>;

/** Which of some handläggare work at an office that wants meetings confirmed before anybody else is told of them. */
export type ListConfirming = (personIds: readonly string[]) => Promise<string[]>;

/** A handläggare's active colleagues of the same agency in the same län, by name. */
export type ListColleagues = (personId: string) => Promise<Handlaggare[]>;

/** A handläggare as their own office knows them; who has left too. */
export interface StaffMember {
  readonly personId: string;
  readonly name: string;
  readonly organisationId: OrganisationId;
  readonly officeId: string;
  readonly role: HandlaggareRole;
  readonly active: boolean;
  /** Whether they lead the office, and may hand over its meetings. */
  readonly leadsOffice: boolean;
}

/** Finds a handläggare, also one who has left. */
export type FindStaffMember = (personId: string) => Promise<StaffMember | undefined>;

/** Everybody of an office by name, also those who have left. */
export type ListOfOffice = (officeId: string) => Promise<StaffMember[]>;

/** Keeps that somebody is disqualified from a case; may run twice. */
export type RecordDisqualification = (
  about: { caseId: string; handlaggareId: string; by: string; at: Date },
  unitOfWork: UnitOfWork,
) => Promise<void>;

/** That somebody is disqualified from a case, as their office keeps it. Says nothing of whom the case is about. */
export interface DisqualificationRecord {
  readonly caseId: string;
  readonly personId: string;
  readonly name: string;
  readonly recordedAt: Date;
  readonly recordedByName: string;
  readonly references: readonly string[];
}

/** That it is so no more, by whom and why. */
export interface LiftedDisqualification {
  readonly caseId: string;
  readonly handlaggareId: string;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** Assigns a colleague to a case that another is assigned to. */
export type AssignInstead = (
  about: { caseId: string; fromId: string; toId: string },
  unitOfWork: UnitOfWork,
) => Promise<void>;

/** Assigns a colleague to the cases somebody is assigned to without a meeting to come. @returns them. */
export type MoveRest = (
  about: { fromId: string; toId: string; now: Date },
  unitOfWork: UnitOfWork,
) => Promise<string[]>;

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
  /** Who reads: handläggare of the other agency with protected identity are left out. */
  readonly reader?: OrganisationId | undefined;
}

/** Lists active handläggare of both agencies by name. */
export type ListHandlaggare = (
  filter: HandlaggareFilter,
  paging: { limit: number; page: number },
) => Promise<{ items: Handlaggare[]; total: number; limit: number; page: number }>;
