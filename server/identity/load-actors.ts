import type { HandlaggareRole, OrganisationId } from "../people/people.contract.ts";
import type { Actor, IndividualActor, InvitedActor, StaffActor } from "./actor.ts";
import type {
  IndividualReference,
  InvitationReference,
  SessionContent,
  StaffReference,
} from "./session-content.ts";

/** What sign-in and the session need to know of a handläggare. */
export interface StaffIdentity {
  readonly personId: string;
  readonly name: string;
  readonly organisationId: OrganisationId;
  readonly officeId: string;
  readonly officeName: string;
  readonly role: HandlaggareRole;
}

/** Finds an active handläggare; nobody when they have left or belong to another agency. */
export type FindStaff = (
  staff: Pick<StaffReference, "personId" | "organisationId">,
) => Promise<StaffIdentity | undefined>;

/** What a browser was invited to. */
export interface Participation {
  readonly meetingId: string;
  readonly participantId: string;
  readonly personId: string;
}

/**
 * Finds a participation by an opened link; nothing when the link is revoked or has expired. Without a link, by the individual who
 * opened it as one of their own.
 */
export type FindInvitation = (
  invitation: InvitationReference,
  individual: IndividualReference | undefined,
) => Promise<Participation | undefined>;

/** Everybody one browser may act as. */
export interface Actors {
  readonly staff: StaffActor | undefined;
  readonly invited: InvitedActor | undefined;
  readonly individual: IndividualActor | undefined;
}

/** From what a session holds to whom it may act as: for requests and for socket handshakes alike. */
export type LoadActors = (session: SessionContent) => Promise<Actors>;

/** Reads the rights anew each time, so that whoever leaves and whatever link is revoked loses them at once. */
export function createLoadActors(needs: {
  findStaff: FindStaff;
  findInvitation: FindInvitation;
}): LoadActors {
  return async (session) => {
    const [staff, invitation] = await Promise.all([
      session.staff && needs.findStaff(session.staff),
      session.invitation && needs.findInvitation(session.invitation, session.individual),
    ]);
    const individual =
      session.individual && ({ kind: "individual", personId: session.individual.personId } as const);
    return {
      staff: staff && {
        kind: "staff",
        personId: staff.personId,
        organisationId: staff.organisationId,
        officeId: staff.officeId,
        role: staff.role,
      },
      invited: invitation && {
        kind: "invited",
        meetingId: invitation.meetingId,
        participantId: invitation.participantId,
        ...(invitation.personId === individual?.personId && { hasEid: true }),
      },
      individual,
    };
  };
}

/** The one a browser acts as when it doesn't say: the handläggare before the invitation, and that before all one's own. */
export function primaryActor({ staff, invited, individual }: Actors): Actor {
  return staff ?? invited ?? individual ?? { kind: "nobody" };
}
