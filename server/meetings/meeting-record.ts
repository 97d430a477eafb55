import type { ExternalKind } from "../people/external-parties.contract.ts";
import type {
  Benefit,
  HandlaggareRole,
  Language,
  MessageChannel,
  OrganisationId,
  PostalAddress,
  Protection,
} from "../people/people.contract.ts";
import type { MandateCovers, MandateKind } from "../representatives/representatives.contract.ts";
import type { Mandate } from "../representatives/mandate.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { LocalDate } from "../scheduling/local-time.ts";
import type { Loosened } from "../scheduling/loosened.contract.ts";
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
  /** With what mandate a representative answers for the individual; nothing for anyone else. */
  readonly representative?: RepresentativeIdentity | null;
  readonly organisationId: OrganisationId | null;
  readonly title: HandlaggareRole | null;
  readonly officeName: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PostalAddress | null;
  /** In which order they are told of things; null for the usual. */
  readonly channelOrder: readonly MessageChannel[] | null;
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

/** What is known of a representative. */
export interface RepresentativeIdentity extends Mandate {
  readonly kind: MandateKind;
  readonly covers: MandateCovers;
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

/** The dates, both included, between which the individual picks any joint free time; and the conditions done without. */
export interface Opening {
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
  readonly loosen: readonly Loosened[];
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
  /** What the individual picks from, or picked from, when no times were given. */
  readonly opening: Opening | null;
  /** Until when the other agency can confirm, for a meeting that is or was a draft. */
  readonly confirmBy: Date | null;
  readonly rejectionReason: RejectionReason | null;
  /** The agency of who booked or drafted it. */
  readonly bookedByOrganisationId: OrganisationId;
  /** The agency whose case it is about. */
  readonly ownerOrganisationId: OrganisationId;
  /** Whom the individual agrees to details reaching now: agencies, and external parties by person id. */
  readonly consentedParties: readonly string[];
  /** Who may neither work on its case nor see it (jäv). */
  readonly disqualifiedIds: readonly string[];
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
  readonly opening: Opening | null;
  /** The meeting it comes after in the same kartläggning. */
  readonly continuesMeetingId: string | null;
  /** Until when the other agency can confirm, for a draft. */
  readonly confirmBy: Date | null;
  readonly reference: string;
  readonly caseId: string;
  readonly type: MeetingTypeCode;
  readonly createdBy: string;
  readonly decisionCommunicatedOn: string | null;
  readonly snapshot: {
    readonly sex: string;
    readonly birthYear: number;
    readonly benefit: Benefit;
    /** The office that has the case. */
    readonly officeId: string;
  };
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
