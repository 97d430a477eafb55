import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { SentTo } from "../invitations/sent-to.ts";
import { MESSAGE_CHANNELS, type Language, type OrganisationId } from "../people/people.contract.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";

/** A recall as the database knows it. */
export interface RecallRecord {
  readonly participantId: string;
  readonly messageIds: readonly string[];
  /** Null for a reader of the other agency. */
  readonly reason: string | null;
  readonly recalledAt: Date;
  readonly recalledByName: string;
  readonly recalledByOrganisationId: OrganisationId;
  readonly openedAt: Date | null;
}

/** Where a recalled message went, if that was kept, and how it stood in the recipient's calendar. */
export interface RecallNotice {
  readonly sentTo: SentTo | null;
  readonly language: Language;
  readonly calendarUid: string;
  readonly calendarSequence: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** What sending needs to know of recalls. */
export interface ReadRecalls {
  /** Of those participants, the ones whose messages were recalled and who have no new link yet: they are told by telephone. */
  listWithdrawn(participantIds: readonly string[], unitOfWork: UnitOfWork): Promise<string[]>;
  /** What a message of kind `recalled` is made of. */
  findNotice(messageId: string, unitOfWork: UnitOfWork): Promise<RecallNotice | undefined>;
}

/** The recalls of a meeting, the latest first. */
export type ListRecalls = (meetingId: string) => Promise<RecallRecord[]>;

/**
 * A meeting and its participant as they were when what they were sent was recalled: the notice goes where the message
 * went, by no other way, and takes back the calendar entry that it made, whatever was put right since.
 */
export function asWhenRecalled(
  meeting: MeetingRecord,
  participant: ParticipantRecord,
  { sentTo, language, calendarUid, calendarSequence, startsAt, endsAt }: RecallNotice,
): { meeting: MeetingRecord; participant: ParticipantRecord } {
  return {
    meeting: { ...meeting, startsAt, endsAt },
    participant: {
      ...participant,
      email: null,
      phone: null,
      address: null,
      channelOrder: MESSAGE_CHANNELS,
      ...sentTo,
      language,
      uid: calendarUid,
      sequence: calendarSequence,
    },
  };
}
