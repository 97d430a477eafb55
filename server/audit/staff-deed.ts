import type { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/** Something that a handläggare has done with a case. */
export interface StaffDeed {
  readonly at: Date;
  readonly action: string;
  readonly organisationId: OrganisationId;
  readonly handlaggareId: string;
  readonly name: string;
  readonly role: HandlaggareRole;
  /** Whether the handläggare has protected identity. */
  readonly isProtected: boolean;
}
