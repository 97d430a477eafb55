import type { OrganisationId, Protection } from "../../people/people.contract.ts";
import type { Actor, StaffActor } from "../actor.ts";

/** What the policy needs to know of a case. */
export interface CaseFacts {
  readonly ownerOrganisationId: OrganisationId;
  readonly protection: Protection;
  readonly assignedHandlaggareIds: readonly string[];
  /** Who may neither work on it nor see it (jäv), whatever else they are. */
  readonly disqualifiedIds: readonly string[];
}

/** What the policy needs to know of a meeting. */
export interface MeetingFacts {
  readonly meetingId: string;
  readonly bookedById: string;
  /** Who may neither work on its case nor see it (jäv), whatever else they are. */
  readonly disqualifiedIds: readonly string[];
  /** Whose word the agency that drafted it needs. */
  readonly confirmerIds: readonly string[];
  readonly handlaggareIds: readonly string[];
  readonly participantIds: readonly string[];
}

const owns = (actor: StaffActor, object: CaseFacts) => actor.organisationId === object.ownerOrganisationId;
const assigned = (actor: StaffActor, object: CaseFacts) =>
  object.assignedHandlaggareIds.includes(actor.personId);
const isQualified = (actor: StaffActor, { disqualifiedIds }: { disqualifiedIds: readonly string[] }) =>
  !disqualifiedIds.includes(actor.personId);
const mayOpenCase = (actor: Actor, object: CaseFacts) =>
  actor.kind === "staff" &&
  isQualified(actor, object) &&
  (object.protection === "none" ? owns(actor, object) : assigned(actor, object));
const takesPart = (actor: Actor, meeting: MeetingFacts) =>
  actor.kind === "staff" && isQualified(actor, meeting) && meeting.handlaggareIds.includes(actor.personId);
const inCharge = (actor: Actor, meeting: MeetingFacts) =>
  takesPart(actor, meeting) ||
  (actor.kind === "staff" && isQualified(actor, meeting) && actor.personId === meeting.bookedById);
const confirms = (actor: Actor, meeting: MeetingFacts) =>
  actor.kind === "staff" && isQualified(actor, meeting) && meeting.confirmerIds.includes(actor.personId);
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
  /** To read and to put right what the person is called and how they are reached. */
  correct: mayOpenCase,
  /** To read and to keep what interpreter the person needs. */
  keepInterpreterNeed: mayOpenCase,
  /** To read and to keep who answers for the person. */
  keepRepresentatives: mayOpenCase,
} as const satisfies Record<string, (actor: Actor, object: CaseFacts) => boolean>;

/** What the policy needs to know of a case's course. */
export interface CourseFacts {
  readonly case: CaseFacts;
  /** Whether the individual agrees to the agencies sharing. */
  readonly isShared: boolean;
  /** The handläggare, of either agency, who take part in the case's meetings. */
  readonly meetingIds: readonly string[];
}

const followsCourse = (actor: StaffActor, facts: CourseFacts) =>
  mayOpenCase(actor, facts.case) ||
  (facts.isShared && isQualified(actor, facts.case) && facts.meetingIds.includes(actor.personId));

/**
 * Who may read and tell of a case's course: who may open the case, and who meets the person from the other agency, while the individual
 * agrees to that. How long somebody has had a benefit is Försäkringskassan's own, and stays there.
 */
export const coursePolicy = {
  follow: followsCourse,
  tellBenefitDays: (actor: StaffActor, facts: CourseFacts) =>
    followsCourse(actor, facts) && actor.organisationId === "forsakringskassan",
} as const;

/** Registrations in SUS are Försäkringskassan's, handed over by the office whose they are: lists are by it, in SQL. */
export const registrationPolicy = {
  handOver: (actor: StaffActor) => actor.organisationId === "forsakringskassan",
} as const;

/**
 * Who may do what with a meeting. Both agencies' handläggare have equal rights, and so has who booked it for a
 * colleague, but for the room; a link answers and waits, no more.
 */
export const meetingPolicy = {
  read: inCharge,
  /** To be told, over a socket, that it has changed. */
  watch: inCharge,
  move: inCharge,
  cancel: inCharge,
  swap: inCharge,
  /** To ask others to come beside the sides, or let them off. */
  invite: inCharge,
  /** A draft is confirmed or rejected by those who are asked, and taken back by those who ask. */
  confirm: confirms,
  retract: (actor: Actor, meeting: MeetingFacts) => inCharge(actor, meeting) && !confirms(actor, meeting),
  recordAnswer: inCharge,
  /** To withdraw what was sent to the wrong person, and to send it to the right one. */
  recall: inCharge,
  readInvitation: invitedTo,
  answerInvitation: invitedTo,
  /** To tell those one will meet whether one's camera, sound and network work. */
  tellEquipment: invitedTo,
  enterRoom: (actor: Actor, meeting: MeetingFacts) => takesPart(actor, meeting) || invitedTo(actor, meeting),
  admitFromLobby: takesPart,
  /** To say how it went, and to read and write what was said: those who were to be there. */
  followThrough: takesPart,
} as const satisfies Record<string, (actor: Actor, object: MeetingFacts) => boolean>;

/** What the policy needs to know of a participation to show its meeting to who has e-ID. */
export interface OwnMeetingFacts {
  /** Everybody that the one who asks is here: themselves, and who answers for others by mandates that hold. */
  readonly selves: readonly string[];
  readonly personId: string;
  readonly role: string;
}

/** Who has signed in with e-ID: their own meetings, and those of whom they answer for, whatever link they have or haven't. */
export const ownMeetingPolicy = {
  read: (actor: Actor, { selves, personId, role }: OwnMeetingFacts) =>
    actor.kind === "individual" &&
    selves.includes(personId) &&
    (role === "individual" || role === "representative"),
} as const;

/** What the policy needs to know of an office. */
export interface OfficeFacts {
  readonly officeId: string;
  /** Whether the one who asks leads the office they work at. */
  readonly isLeader: boolean;
}

/** What the policy needs to know of a handläggare, to whoever else decides of their meetings. */
export interface HandOverFacts extends OfficeFacts {
  /** Whose meetings. */
  readonly personId: string;
}

const leads = (actor: StaffActor, { officeId, isLeader }: OfficeFacts) =>
  isLeader && actor.officeId === officeId;

/** One's own meetings one hands over oneself; everybody's at an office, who leads it. */
export const handOverPolicy = {
  handOver: (actor: StaffActor, facts: HandOverFacts) =>
    actor.personId === facts.personId || leads(actor, facts),
} as const;

/** Who is disqualified from which case (jäv) is for who leads their office. That it no longer holds, nobody decides of themselves. */
export const disqualificationPolicy = {
  read: leads,
  lift: (actor: StaffActor, facts: HandOverFacts) => leads(actor, facts) && actor.personId !== facts.personId,
} as const;

/** When everybody at an office is busy, and in which type of meeting, is for who leads it; never for another office's or agency's. */
export const officePolicy = {
  readWeek: leads,
  /** That somebody opened a protected case, and who; never whom it is about. */
  readProtectedReads: leads,
} as const;

/** What the policy needs to know to administer something of an agency. */
export interface AdministrationFacts {
  /** Whose settings, messages or queues. */
  readonly organisationId: OrganisationId;
  /** Whether the one who asks is an administrator of the agency they work for. */
  readonly isAdministrator: boolean;
}

/** Secrecy law is per agency: an administrator administers their own, and never the other. */
export const administrationPolicy = {
  administer: (actor: StaffActor, { organisationId, isAdministrator }: AdministrationFacts) =>
    isAdministrator && actor.organisationId === organisationId,
} as const;

/** What the policy needs to know of an incident. */
export interface IncidentFacts {
  readonly organisationId: OrganisationId;
  readonly officeId: string;
  /** Who may neither work on its case nor see it (jäv), whatever else they are. */
  readonly disqualifiedIds: readonly string[];
}

/** An incident is the agency's own matter, at the office where it was made known. */
export const incidentPolicy = {
  read: (actor: StaffActor, incident: IncidentFacts) =>
    isQualified(actor, incident) &&
    actor.organisationId === incident.organisationId &&
    actor.officeId === incident.officeId,
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

/** What the policy needs to know to show figures. */
export interface FigureReader {
  /** Whether the one who asks leads the office they work at. */
  readonly isLeader: boolean;
  /** Whether they are an administrator of the agency they work for. */
  readonly isAdministrator: boolean;
}

/** What the policy needs to know of a place that figures are about. */
export interface FigureFacts extends FigureReader {
  readonly placeId: string;
  /** Their own office and all it is a part of. */
  readonly ownPlaceIds: readonly string[];
}

/**
 * Figures tell of no person, and are the same for both agencies. Who leads an office sees it and all it is a part of, up to the
 * whole country; administrators see every level.
 */
export const figuresPolicy = {
  readAny: (_: StaffActor, { isLeader, isAdministrator }: FigureReader) => isLeader || isAdministrator,
  read: (_: StaffActor, { isLeader, isAdministrator, placeId, ownPlaceIds }: FigureFacts) =>
    isAdministrator || (isLeader && ownPlaceIds.includes(placeId)),
} as const;
