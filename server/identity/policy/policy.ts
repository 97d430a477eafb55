import type { OrganisationId, Protection } from "../../people/people.contract.ts";
import type { Actor, StaffActor } from "../actor.ts";

/** What the policy needs to know of a case. */
export interface CaseFacts {
  readonly ownerOrganisationId: OrganisationId;
  readonly protection: Protection;
  readonly assignedHandlaggareIds: readonly string[];
}

/** What the policy needs to know of a meeting. */
export interface MeetingFacts {
  readonly meetingId: string;
  readonly bookedById: string;
  /** Whose word the agency that drafted it needs. */
  readonly confirmerIds: readonly string[];
  readonly handlaggareIds: readonly string[];
  readonly participantIds: readonly string[];
}

const owns = (actor: StaffActor, object: CaseFacts) => actor.organisationId === object.ownerOrganisationId;
const assigned = (actor: StaffActor, object: CaseFacts) =>
  object.assignedHandlaggareIds.includes(actor.personId);
const mayOpenCase = (actor: Actor, object: CaseFacts) =>
  actor.kind === "staff" && (object.protection === "none" ? owns(actor, object) : assigned(actor, object));
const takesPart = (actor: Actor, meeting: MeetingFacts) =>
  actor.kind === "staff" && meeting.handlaggareIds.includes(actor.personId);
const inCharge = (actor: Actor, meeting: MeetingFacts) =>
  takesPart(actor, meeting) || (actor.kind === "staff" && actor.personId === meeting.bookedById);
const confirms = (actor: Actor, meeting: MeetingFacts) =>
  actor.kind === "staff" && meeting.confirmerIds.includes(actor.personId);
const invitedTo = (actor: Actor, meeting: MeetingFacts) =>
  actor.kind === "invited" &&
  actor.meetingId === meeting.meetingId &&
  meeting.participantIds.includes(actor.participantId);

/**
 * Who may do what with a case. A protected person's case is opened by its assigned handläggare only;
 * any other by its own agency, since secrecy applies between the agencies.
 */
export const casePolicy = {
  read: mayOpenCase,
  /** To book is to open the case and to write in one's own name. */
  book: mayOpenCase,
} as const satisfies Record<string, (actor: Actor, object: CaseFacts) => boolean>;

/**
 * Who may do what with a meeting. Both agencies' handläggare have equal rights, and so has who booked it for a
 * colleague, but for the room; a link answers and waits, no more.
 */
export const meetingPolicy = {
  read: inCharge,
  move: inCharge,
  cancel: inCharge,
  swap: inCharge,
  /** A draft is confirmed or rejected by those who are asked, and taken back by those who ask. */
  confirm: confirms,
  retract: (actor: Actor, meeting: MeetingFacts) => inCharge(actor, meeting) && !confirms(actor, meeting),
  recordAnswer: inCharge,
  /** To withdraw what was sent to the wrong person, and to send it to the right one. */
  recall: inCharge,
  readInvitation: invitedTo,
  answerInvitation: invitedTo,
  enterRoom: (actor: Actor, meeting: MeetingFacts) => takesPart(actor, meeting) || invitedTo(actor, meeting),
  admitFromLobby: takesPart,
  /** To say how it went, and to read and write what was said: those who were to be there. */
  followThrough: takesPart,
} as const satisfies Record<string, (actor: Actor, object: MeetingFacts) => boolean>;

/** What the policy needs to know of an incident. */
export interface IncidentFacts {
  readonly organisationId: OrganisationId;
  readonly officeId: string;
}

/** An incident is the agency's own matter, at the office where it was made known. */
export const incidentPolicy = {
  read: (actor: StaffActor, { organisationId, officeId }: IncidentFacts) =>
    actor.organisationId === organisationId && actor.officeId === officeId,
} as const;

/** What the policy needs to know of an agency's texts. */
export interface AgencyTextFacts {
  readonly organisationId: OrganisationId;
  /** The handläggare of the agency who are trusted with its texts. */
  readonly editorIds: readonly string[];
}

/** Texts that touch law or money: read by all in the agency, changed by those it has appointed. */
export const agencyTextPolicy = {
  edit: (actor: StaffActor, { organisationId, editorIds }: AgencyTextFacts) =>
    actor.organisationId === organisationId && editorIds.includes(actor.personId),
} as const;
