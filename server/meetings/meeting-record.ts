import type { ExternalKind, FurtherParticipant } from "../people/external-parties.contract.ts";
import type {
  Benefit,
  HandlaggareRole,
  Language,
  OrganisationId,
  Protection,
} from "../people/people.contract.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type {
  HeldTime,
  MeetingMode,
  MeetingStatus,
  MeetingTypeCode,
  MeetingView,
  ParticipantRole,
  RejectionReason,
} from "./meetings.contract.ts";

/** Someone who takes part, with what messages and presenters need; never shown as it is. */
export interface ParticipantRecord {
  readonly id: string;
  readonly meetingId: string;
  readonly personId: string;
  readonly role: ParticipantRole;
  /** Whether the meeting takes their time. Who is optional is asked, and may have something else then. */
  readonly binding: boolean;
  /** Whether they come beside the individual and one handläggare of each agency. */
  readonly isFurther: boolean;
  /** What an external party is, and which agency knows them; null for anyone else. */
  readonly external: ExternalIdentity | null;
  readonly organisationId: OrganisationId | null;
  readonly title: HandlaggareRole | null;
  readonly officeName: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  readonly protection: Protection;
  /** iCalendar UID: random, this participant's own, the same for the meeting's life. */
  readonly uid: string;
  /** iTIP SEQUENCE: rises with every change this participant can see. */
  readonly sequence: number;
  readonly createdAt: Date;
  /** When somebody else came in their place. */
  readonly leftAt: Date | null;
}

/** What is known of a participant from outside the agencies. */
export interface ExternalIdentity {
  readonly kind: ExternalKind;
  readonly organisationName: string | null;
  readonly phone: string | null;
  readonly registeredBy: OrganisationId;
}

/** A time that was offered. */
export interface HeldTimeRecord {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: HeldTime["state"];
}

/** A meeting as the database knows it. */
export interface MeetingRecord {
  readonly id: string;
  readonly reference: string;
  readonly caseId: string;
  readonly type: MeetingTypeCode;
  readonly status: MeetingStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly mode: MeetingMode;
  readonly place: string | null;
  /** Rises with every write; the ETag. */
  readonly revision: number;
  /** Rises when start, end, place or way of meeting change; answers and reminders belong to it. */
  readonly timeVersion: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly changedAt: Date;
  /** When the present time version was set. */
  readonly timeSetAt: Date;
  readonly talkedWithAt: Date;
  readonly talkedWithByName: string;
  readonly decisionCommunicatedOn: string | null;
  readonly cancellationReason: MeetingView["cancellationReason"];
  /** Until when the individual can choose, for a meeting that is or was offered. */
  readonly answerBy: Date | null;
  /** Until when the other agency can confirm, for a meeting that is or was a draft. */
  readonly confirmBy: Date | null;
  readonly rejectionReason: RejectionReason | null;
  /** The agency of who booked or drafted it. */
  readonly bookedByOrganisationId: OrganisationId;
  /** The times that were offered, the earliest first. */
  readonly heldTimes: readonly HeldTimeRecord[];
  readonly participants: readonly ParticipantRecord[];
  /** Those who were replaced: they take no part, but may have to be told so. */
  readonly formerParticipants: readonly ParticipantRecord[];
}

/** Someone about to take part. */
export interface NewParticipant {
  readonly personId: string;
  readonly role: ParticipantRole;
  readonly binding: boolean;
  readonly isFurther: boolean;
  readonly organisationId: OrganisationId | null;
  readonly officeId: string | null;
  readonly uid: string;
}

/** When and how a meeting is held. */
export interface NewTime {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly mode: MeetingMode;
  readonly place: string | null;
  /** When this was decided. */
  readonly at: Date;
}

/**
 * A meeting about to be booked, or offered until `answerBy`. The snapshot is what follow-up counts by, kept when the
 * person is deleted.
 */
export interface NewMeeting extends NewTime {
  readonly answerBy: Date | null;
  /** Until when the other agency can confirm, for a draft. */
  readonly confirmBy: Date | null;
  readonly reference: string;
  readonly caseId: string;
  readonly type: MeetingTypeCode;
  readonly createdBy: string;
  readonly decisionCommunicatedOn: string | null;
  readonly snapshot: { readonly sex: string; readonly birthYear: number; readonly benefit: Benefit };
  readonly participants: readonly NewParticipant[];
}

/** Finds a meeting with its participants, whoever asks; the caller applies the policy. `forUpdate` locks it. */
export type FindMeeting = (
  meetingId: string,
  options?: { unitOfWork?: UnitOfWork; forUpdate?: boolean },
) => Promise<MeetingRecord | undefined>;

/** Keeps what happened to a meeting, in the unit of work in which it happened. */
export interface MeetingJournal {
  /** The revision rises; the calendar entry stays as it is. */
  raiseRevision(meetingId: string, unitOfWork: UnitOfWork): Promise<unknown>;
  /** Open pages learn of it when the unit of work commits. */
  appendEvent(
    event: { meetingId: string; kind: string; actorId: string | null; at: Date },
    unitOfWork: UnitOfWork,
  ): Promise<unknown>;
}

/** Makes one of the held times the meeting's: revision, time version and every participant's SEQUENCE rise. */
export type ChooseHeldTime = (
  meetingId: string,
  chosen: { readonly heldTime: HeldTimeRecord; readonly at: Date },
  unitOfWork: UnitOfWork,
) => Promise<void>;

/** The individual a meeting is about. */
export function individualOf(meeting: { participants: readonly ParticipantRecord[] }): ParticipantRecord {
  const individual = meeting.participants.find(({ role }) => role === "individual");
  if (!individual) throw new Error("A meeting without an individual.");
  return individual;
}

/** The agencies' sides of a meeting: who represents each. */
export function sidesOf(meeting: { participants: readonly ParticipantRecord[] }) {
  return meeting.participants.flatMap(({ organisationId, personId, isFurther }) =>
    organisationId && !isFurther ? [{ organisationId, handlaggareIds: [personId] }] : [],
  );
}

/** Those who confirm a draft: the sides that are not of the agency that drafted it. */
export function confirmersOf({
  participants,
  bookedByOrganisationId,
}: Pick<MeetingRecord, "participants" | "bookedByOrganisationId">): ParticipantRecord[] {
  return participants.filter(
    ({ organisationId, isFurther }) =>
      organisationId !== null && organisationId !== bookedByOrganisationId && !isFurther,
  );
}

/** Those who meet the individual for the agency that drafted the meeting, by participant id. */
export function askersOf(draft: Pick<MeetingRecord, "participants" | "bookedByOrganisationId">): string[] {
  return draft.participants
    .filter(({ organisationId, isFurther }) => organisationId === draft.bookedByOrganisationId && !isFurther)
    .map(({ id }) => id);
}

/** Those beside the individual and the sides. */
export function furtherOf(meeting: { participants: readonly ParticipantRecord[] }): FurtherParticipant[] {
  return meeting.participants
    .filter(({ isFurther }) => isFurther)
    .map(({ personId, binding }) => ({ personId, attendance: binding ? "binding" : "optional" }));
}

/** The persons whose time a meeting takes. */
export function personIdsOf(meeting: { participants: readonly ParticipantRecord[] }): string[] {
  return meeting.participants.filter(({ binding }) => binding).map(({ personId }) => personId);
}

/** What the policy needs to know of a meeting. */
export function policyFactsOf(meeting: MeetingRecord) {
  return {
    meetingId: meeting.id,
    bookedById: meeting.createdBy,
    confirmerIds: confirmersOf(meeting).map(({ personId }) => personId),
    handlaggareIds: meeting.participants
      .filter(({ role }) => role === "handlaggare")
      .map(({ personId }) => personId),
    participantIds: meeting.participants.map(({ id }) => id),
  };
}
