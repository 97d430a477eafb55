import type { OrganisationId } from "../people/people.contract.ts";

/** A sign-in that has been sent to an identity provider and not yet come back. Everything in it is used once. */
export interface SignInAttempt {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** Whether the person was asked to show who they are anew. */
  readonly isFresh: boolean;
  /** Instant, RFC 3339. */
  readonly startedAt: string;
}

/** How and when somebody signed in: enough to end it when the provider says so, and to know how old it is. */
export interface SignInReference {
  readonly provider: string;
  /** Keyed hash of whom the provider knows them as: with a broker that may be a personnummer. */
  readonly subjectHash: string;
  /** What the provider calls its own session. */
  readonly providerSession: string | null;
  readonly assurance: string | null;
  /** The browser and device, from a closed list. */
  readonly browserKind: string | null;
  /** Instant, RFC 3339. */
  readonly at: string;
}

/** Which handläggare a session belongs to; everything else about them is read anew for each request. */
export interface StaffReference {
  readonly personId: string;
  readonly organisationId: OrganisationId;
  readonly signIn: SignInReference;
}

/** Which individual a session belongs to, who has shown it with e-ID. */
export interface IndividualReference {
  readonly personId: string;
  readonly signIn: SignInReference;
}

/**
 * Which participation a browser reached: by a one-time link, so that revoking the link ends it; or, without one, by the
 * individual's own sign-in, with which it ends.
 */
export interface InvitationReference {
  readonly participantId: string;
  readonly linkId: string | null;
  /** Instant, RFC 3339. */
  readonly openedAt: string;
}

/** What the server keeps about one browser: ids only. A handläggare and an invitation may share a browser. */
export interface SessionContent {
  staff?: StaffReference | undefined;
  individual?: IndividualReference | undefined;
  invitation?: InvitationReference | undefined;
  signIn?: SignInAttempt | undefined;
  /** When the oldest of what the session grants began; instant, RFC 3339. */
  startedAt?: string | undefined;
}

/** What a session can be given. */
export type Gained = Partial<Pick<SessionContent, "staff" | "individual" | "invitation">>;

/** For how long a session grants what it does. */
export interface SessionLimits {
  /** Without requests for this long it ends. */
  readonly idleMinutes: number;
  /** It ends then, however much it has been used. */
  readonly longestHours: number;
  /** What a one-time link opened is closed again then. */
  readonly linkHours: number;
  /** A handläggare who signed in longer ago than this signs in again for what is most sensitive. */
  readonly stepUpHours: number;
}

const HOUR_MILLISECONDS = 60 * 60 * 1000;
const SIGN_IN_LIMIT_MILLISECONDS = 10 * 60 * 1000;

/** What a stored session grants at an instant; nothing when it is past its absolute limit. */
export function stillGranted(
  session: SessionContent,
  { longestHours, linkHours }: SessionLimits,
  now: Date,
): SessionContent | undefined {
  const { startedAt, invitation } = session;
  if (startedAt && isOlder(startedAt, longestHours * HOUR_MILLISECONDS, now)) return undefined;
  const isClosed = invitation && isOlder(invitation.openedAt, linkHours * HOUR_MILLISECONDS, now);
  return isClosed ? { ...session, invitation: undefined } : session;
}

/** Whether a handläggare signed in so lately that they may see and do what is most sensitive. */
export function isFreshlySignedIn(
  { staff }: SessionContent,
  { stepUpHours }: SessionLimits,
  now: Date,
): boolean {
  return staff !== undefined && !isOlder(staff.signIn.at, stepUpHours * HOUR_MILLISECONDS, now);
}

/** Whether a sign-in took more than 10 minutes and has to be begun again. */
export function isAbandoned(attempt: SignInAttempt, now: Date): boolean {
  return isOlder(attempt.startedAt, SIGN_IN_LIMIT_MILLISECONDS, now);
}

/**
 * What a session holds after `gained` has been added. The age of what is kept stays: nobody lengthens a
 * session by adding to it. A sign-in under way is dropped.
 */
export function extendContent(before: SessionContent, gained: Gained, now: Date): SessionContent {
  const kept = { staff: before.staff, individual: before.individual, invitation: before.invitation };
  const keeps = GRANTS.some((grant) => kept[grant] && !gained[grant]);
  return { ...kept, ...gained, startedAt: (keeps ? before.startedAt : undefined) ?? now.toISOString() };
}

const GRANTS = ["staff", "individual", "invitation"] as const;

function isOlder(instant: string, milliseconds: number, now: Date): boolean {
  return now.getTime() - Date.parse(instant) >= milliseconds;
}
