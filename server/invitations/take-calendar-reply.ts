import {
  readCalendarReply,
  type CalendarReply,
  type CalendarReplyFault,
} from "../calendars/calendar-reply.ts";
import type {
  FindMeeting,
  MeetingJournal,
  MeetingRecord,
  ParticipantRecord,
} from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { IncomingMail } from "../platform/mail/incoming-mail.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { CalendarRepliesRepository, ReplyOrder } from "./calendar-replies.repository.ts";
import { isDeclinable, type GiveAnswerUseCase } from "./give-answer.ts";
import { statedAnswer } from "./stated-answer.ts";

/** What has come of an answer by mail, with why when nothing did. */
export type ReplyOutcome =
  | { readonly outcome: "answered" | "unverified"; readonly meetingId: string }
  /** Kept by nobody, and nobody need be told: it is not a person's, or another has taken its place. */
  | { readonly outcome: "set_aside"; readonly reason: SetAside }
  /** A person meant something by it that we can't take in: their own mail server tells them so. */
  | { readonly outcome: "refused"; readonly reason: Refused };

type SetAside =
  "auto_reply" | "not_taking_part" | "wrong_uid" | "unknown_sequence" | "stale" | "replayed" | "too_late";
type Refused = CalendarReplyFault | "no_calendar" | "stamped_oddly";

/**
 * Takes an answer from a calendar program. The address it was sent to says whose it is, and only who has seen the invitation
 * knows that; what it says is believed when it also comes from the participant's own address, and has then the effect it would
 * have on their page. From elsewhere it is kept and shown, and has none. The same answer again, or an older one, changes nothing.
 */
export type TakeCalendarReply = (participantId: string, mail: IncomingMail) => Promise<ReplyOutcome>;

interface Dependencies {
  readonly replies: CalendarRepliesRepository;
  readonly findMeeting: FindMeeting;
  readonly journal: MeetingJournal;
  readonly giveAnswer: GiveAnswerUseCase;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

/** How far a person's clock may be from ours. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60_000;

export function createTakeCalendarReply(dependencies: Dependencies): TakeCalendarReply {
  const { replies, findMeeting, transactions } = dependencies;
  return async (participantId, mail) => {
    if (mail.automatic === "replied" || (mail.automatic === "generated" && !mail.calendar))
      return { outcome: "set_aside", reason: "auto_reply" };
    const { calendar } = mail;
    if (!calendar) return { outcome: "refused", reason: "no_calendar" };
    const meetingId = await replies.findMeetingId(participantId);
    if (!meetingId) return { outcome: "set_aside", reason: "not_taking_part" };
    const decide = async (unitOfWork: UnitOfWork): Promise<ReplyOutcome> => {
      const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      const participant = meeting?.participants.find(({ id }) => id === participantId);
      if (!meeting || !participant) return { outcome: "set_aside", reason: "not_taking_part" };
      const reply = readCalendarReply(calendar, participant.email);
      if (typeof reply === "string") return { outcome: "refused", reason: reply };
      const isVerified = mail.from !== undefined && mail.from === participant.email?.toLowerCase();
      return takeReply(dependencies, { meeting, participant, reply, isVerified }, unitOfWork);
    };
    return transactions.transaction(decide).catch((error: unknown) => {
      if (error instanceof DomainError) return { outcome: "set_aside", reason: "too_late" };
      throw error;
    });
  };
}

interface Received {
  readonly meeting: MeetingRecord;
  readonly participant: ParticipantRecord;
  readonly reply: CalendarReply;
  readonly isVerified: boolean;
}

async function takeReply(
  { replies, giveAnswer, journal, clock }: Dependencies,
  { meeting, participant, reply, isVerified }: Received,
  unitOfWork: UnitOfWork,
): Promise<ReplyOutcome> {
  const at = clock.now();
  const { id: participantId } = participant;
  const { id: meetingId, timeVersion } = meeting;
  const refusal =
    refusalOf(reply, participant, at) ??
    olderThan(
      await replies.findLatest({ participantId, uid: reply.uid }, { verified: isVerified }, unitOfWork),
      reply,
    );
  if (refusal) return refusal;
  await replies.insert(
    { ...reply, participantId, timeVersion, verified: isVerified, receivedAt: at },
    unitOfWork,
  );
  if (!isVerified) {
    await journal.appendEvent({ meetingId, kind: "unverified_reply", actorId: null, at }, unitOfWork);
    return { outcome: "unverified", meetingId };
  }
  const mayDecline = isDeclinable(meeting, participantId);
  const { given, comment } = statedAnswer(reply, { startsAt: meeting.startsAt, mayDecline });
  const actor = { kind: "invited", meetingId, participantId } as const;
  const way = { channel: "calendar", comment, unitOfWork } as const;
  await giveAnswer(actor, { meetingId, participantId, timeVersion }, given, way);
  return { outcome: "answered", meetingId };
}

/** Whether it answers what the participant has been sent last. SEQUENCE rises with what they can see of the meeting. */
function refusalOf(
  { uid, sequence, stampedAt }: CalendarReply,
  participant: ParticipantRecord,
  now: Date,
): ReplyOutcome | undefined {
  if (uid !== participant.uid) return { outcome: "set_aside", reason: "wrong_uid" };
  if (sequence < participant.sequence) return { outcome: "set_aside", reason: "stale" };
  if (sequence > participant.sequence) return { outcome: "set_aside", reason: "unknown_sequence" };
  const isEarly = stampedAt.getTime() < participant.createdAt.getTime() - CLOCK_TOLERANCE_MS;
  const isAhead = stampedAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS;
  return isEarly || isAhead ? { outcome: "refused", reason: "stamped_oddly" } : undefined;
}

/** RFC 5546 §2.1.5: by SEQUENCE, then by DTSTAMP. */
function olderThan(latest: ReplyOrder | undefined, reply: ReplyOrder): ReplyOutcome | undefined {
  if (!latest || latest.sequence < reply.sequence) return undefined;
  return latest.stampedAt < reply.stampedAt ? undefined : { outcome: "set_aside", reason: "replayed" };
}
