import type { OrganisationId } from "../people/people.contract.ts";

/** A sign-in that has been sent to an identity provider and not yet come back. Everything in it is used once. */
export interface SignInAttempt {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** Instant, RFC 3339. */
  readonly startedAt: string;
}

/** Which handläggare a session belongs to; everything else about them is read anew for each request. */
export interface StaffReference {
  readonly personId: string;
  readonly organisationId: OrganisationId;
}

/** Which participation a browser reached, and by which one-time link, so that revoking the link ends it. */
export interface InvitationReference {
  readonly participantId: string;
  readonly linkId: string;
}

/** What the server keeps about one browser: ids only. A handläggare and an invitation may share a browser. */
export interface SessionContent {
  staff?: StaffReference | undefined;
  invitation?: InvitationReference | undefined;
  signIn?: SignInAttempt | undefined;
  /** When the oldest of what the session grants began; instant, RFC 3339. */
  startedAt?: string | undefined;
}

/** Without requests for this long a session ends. */
export const SESSION_IDLE_MILLISECONDS = 8 * 60 * 60 * 1000;
const SESSION_LIMIT_MILLISECONDS = 12 * 60 * 60 * 1000;
const SIGN_IN_LIMIT_MILLISECONDS = 10 * 60 * 1000;

/** Whether a session has reached its absolute limit of 12 hours, however much it has been used. */
export function isPastLimit(session: SessionContent, now: Date): boolean {
  return session.startedAt !== undefined && isOlder(session.startedAt, SESSION_LIMIT_MILLISECONDS, now);
}

/** Whether a sign-in took more than 10 minutes and has to be begun again. */
export function isAbandoned(attempt: SignInAttempt, now: Date): boolean {
  return isOlder(attempt.startedAt, SIGN_IN_LIMIT_MILLISECONDS, now);
}

/**
 * What a session holds after `gained` has been added. The age of what is kept stays: nobody lengthens a
 * session by adding to it. A sign-in under way is dropped.
 */
export function extendContent(
  before: SessionContent,
  gained: Pick<SessionContent, "staff" | "invitation">,
  now: Date,
): SessionContent {
  const keeps = (before.staff && !gained.staff) || (before.invitation && !gained.invitation);
  return {
    staff: gained.staff ?? before.staff,
    invitation: gained.invitation ?? before.invitation,
    startedAt: (keeps ? before.startedAt : undefined) ?? now.toISOString(),
  };
}

function isOlder(instant: string, milliseconds: number, now: Date): boolean {
  return now.getTime() - Date.parse(instant) >= milliseconds;
}
