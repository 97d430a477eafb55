import type { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";

/** A handläggare signed in through their agency. */
export interface StaffActor {
  readonly kind: "staff";
  readonly personId: string;
  readonly organisationId: OrganisationId;
  readonly officeId: string;
  readonly role: HandlaggareRole;
}

/** Somebody who came by a one-time link and is nothing more than that participation. */
export interface InvitedActor {
  readonly kind: "invited";
  readonly meetingId: string;
  readonly participantId: string;
  /** True when they have also shown with e-ID that they are that participant. */
  readonly hasEid?: boolean;
}

/** An individual who has signed in with e-ID, on their own pages. */
export interface IndividualActor {
  readonly kind: "individual";
  readonly personId: string;
}

/** Who is asking. The policy decides by this and nothing else. */
export type Actor = StaffActor | InvitedActor | IndividualActor | { readonly kind: "nobody" };
