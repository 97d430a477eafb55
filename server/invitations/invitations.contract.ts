import { z } from "zod";
import { AgencyPassage } from "../agency-texts/agency-texts.contract.ts";
import { FreeText, Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { ExternalKind } from "../people/external-parties.contract.ts";
import { MandateKind } from "../representatives/representatives.contract.ts";
import { DECLINE_REASONS, DeclineReason } from "./decline-reason.contract.ts";
import { MEETING_TYPES } from "../meetings/types/registered-types.contract.ts";
import { HandlaggareRole, Language, MessageChannel, OrganisationId } from "../people/people.contract.ts";

/** RFC 5545 PARTSTAT in lower case. */
export const ANSWER_STATUSES = ["needs-action", "accepted", "declined", "tentative"] as const;
export const AnswerStatus = z.enum(ANSWER_STATUSES);
export type AnswerStatus = z.infer<typeof AnswerStatus>;

/** How a person would rather meet; "mixed" is for the agencies to decide. */
export const WISHED_MODES = ["video", "telephone", "on_site"] as const;

/** "Another time, please", structured so that the next search can use it. */
export const OtherTimeWish = z.strictObject({
  /** ISO weekdays that suit, 1 = Monday; none means any. */
  weekdays: z.array(z.int().min(1).max(5)).max(5),
  partsOfDay: z.array(z.enum(["morning", "midday", "afternoon"])).max(3),
  earliestOn: LocalDate.nullable(),
  /** Null: any way. */
  mode: z.enum(WISHED_MODES).nullable().default(null),
  /** In any script; kept exactly as written. */
  text: FreeText(2000).nullable(),
});
export type OtherTimeWish = z.infer<typeof OtherTimeWish>;

/** A wish as it is kept: who answers in their calendar may propose a time. */
export const StatedWish = OtherTimeWish.extend({
  proposedTime: z.strictObject({ startAt: Instant, endAt: Instant }).optional(),
});
export type StatedWish = z.infer<typeof StatedWish>;

/** How an answer came. `calendar`: by mail from the person's calendar program. */
export const AnswerChannel = z.enum(["web", "telephone", "calendar"]);
export type AnswerChannel = z.infer<typeof AnswerChannel>;

/** The latest answer of a participant, for the meeting's present time. */
export const Answer = z.strictObject({
  status: AnswerStatus,
  answeredAt: Instant.nullable(),
  channel: AnswerChannel.nullable(),
  /** Name of the handläggare who recorded an answer given by telephone. */
  recordedByName: z.string().nullable(),
  /** Null for a plain "perhaps", which calendar programs offer. */
  otherTimeWish: StatedWish.nullable(),
  /** Why they declined, if they wanted to say. For the handläggare of the meeting and the person's own page only. */
  declineReason: DeclineReason.nullable(),
  /** What was written beside a yes, a no or a "perhaps". */
  comment: z.string().nullable(),
  /** Who answered for the individual, if it was a representative. */
  byRepresentative: z.strictObject({ name: z.string(), kind: MandateKind }).nullable(),
});
export type Answer = z.infer<typeof Answer>;

/**
 * An answer that came by mail from another address than the participant's: it counts only when a handläggare who has talked
 * with them confirms it.
 */
export const UnverifiedReply = Answer.pick({ otherTimeWish: true, comment: true }).extend({
  id: Id,
  status: z.enum(["accepted", "declined", "tentative"]),
  receivedAt: Instant,
});
export type UnverifiedReply = z.infer<typeof UnverifiedReply>;

/** A handläggare has talked with the person: the answer is theirs. */
export const ConfirmReply = z.strictObject({ replyId: Id });

/** What a person says: `other-time` is stored as tentative with the wish. */
export const GiveAnswer = z.discriminatedUnion("answer", [
  z.strictObject({ answer: z.literal("accepted") }),
  z.strictObject({ answer: z.literal("declined"), reason: DeclineReason.optional() }),
  z.strictObject({ answer: z.literal("other-time"), wish: OtherTimeWish }),
]);
export type GiveAnswer = z.infer<typeof GiveAnswer>;

/** What can be said by any way of answering: calendar programs know "perhaps", and propose times. */
export type StatedAnswer =
  | { readonly answer: "accepted" | "tentative" }
  | { readonly answer: "declined"; readonly reason?: DeclineReason | undefined }
  | { readonly answer: "other-time"; readonly wish: StatedWish };

/** `timeVersion` is that of the time the person saw: a yes to an old time is no yes to a new one. */
export const AnswerInvitation = z.strictObject({ timeVersion: z.int().min(1), given: GiveAnswer });

/** A handläggare records what a participant said by telephone. */
export const RecordAnswer = AnswerInvitation.extend({ participantId: Id });
export type RecordAnswer = z.infer<typeof RecordAnswer>;

/**
 * What a message tells. `confirmation_…`: between the agencies' handläggare, about a draft nobody else knows of. `offer`:
 * times to choose among; `swapped`: one will meet somebody with another title than one was told; `recalled`: what one was sent was meant for somebody else.
 */
export const MESSAGE_KINDS = [
  "confirmation_request",
  "confirmation_rejected",
  "confirmation_expired",
  "confirmation_withdrawn",
  "offer",
  "offer_withdrawn",
  "offer_expired",
  "invitation",
  "moved",
  "swapped",
  "cancellation",
  "recalled",
  "reminder_week",
  "reminder_day",
  "reminder_hour",
] as const;
export const MessageKind = z.enum(MESSAGE_KINDS);
export type MessageKind = z.infer<typeof MessageKind>;

/**
 * Delivery state. `handed_over`: the next mail server took it, which is not proof that it arrived.
 * `to_do`: nothing is sent, a handläggare calls. `superseded`: became untrue before it was sent.
 */
export const MESSAGE_STATES = [
  "queued",
  "sending",
  "handed_over",
  "failed",
  "superseded",
  "to_do",
  "done",
] as const;
export const MessageState = z.enum(MESSAGE_STATES);
export type MessageState = z.infer<typeof MessageState>;

/**
 * Why a message has failed, or why it waits to be tried again. `no_mailbox`: no digital one, or none that takes post from the sender; `error`: a fault of ours; `unreachable`: nobody took it, for as
 * long as it would have been of use; `unknown`: it may or may not have arrived, time after time.
 */
export const MESSAGE_FAILURES = [
  "refused",
  "unreachable",
  "bounced",
  "no_address",
  "no_mailbox",
  "not_set_up",
  "unknown",
  "error",
] as const;
export const MessageFailure = z.enum(MESSAGE_FAILURES);
export type MessageFailure = z.infer<typeof MessageFailure>;

/** Something that is known to have happened to a message, when, and from where that is known. */
export const MessageStep = z.strictObject({
  step: z.enum([
    "queued",
    "to_do",
    "handed_over",
    "delivered",
    "opened",
    "failed",
    "bounced",
    "superseded",
    "done",
  ]),
  at: Instant,
  knownFrom: z.enum([
    "samtid",
    "mail_server",
    "sms_gateway",
    "mailbox_service",
    "print_folder",
    "recipients_page",
    "handlaggare",
  ]),
});
export type MessageStep = z.infer<typeof MessageStep>;

export const MessageView = z.strictObject({
  id: Id,
  participantId: Id,
  /** Of somebody who was replaced too. */
  recipientName: z.string(),
  kind: MessageKind,
  channel: MessageChannel,
  state: MessageState,
  timeVersion: z.int(),
  queuedAt: Instant,
  changedAt: Instant,
  attempts: z.int(),
  /** A short reason for the last failure, from a closed list, without address or server text. */
  failure: MessageFailure.nullable(),
  /** How far the message is known to have come, the earliest first. "Handed over" is not "delivered". */
  steps: z.array(MessageStep),
});
export type MessageView = z.infer<typeof MessageView>;

/** Changes the one-time link's token (from the message), or the short code of a letter, into a short session. */
export const OpenInvitation = z.strictObject({
  token: z.string().regex(/^([A-Za-z0-9_-]{43}|[A-Za-z0-9]{5}-?[A-Za-z0-9]{5})$/),
});

/** A time of one's own choice, among those there are. */
export const PickTime = z.strictObject({ startAt: Instant });

/** The times that can be picked, the earliest first: when, never who is or isn't free. */
export const PickableTimes = z.strictObject({
  times: z.array(z.strictObject({ startAt: Instant, endAt: Instant })),
  /** Whether there are more, later. */
  hasMore: z.boolean(),
});
export type PickableTimes = z.infer<typeof PickableTimes>;

/**
 * All that a one-time link shows: time, place, way of meeting, the roles one will meet, and one's own answer; to the individual
 * and those who answer for them, who these are. No other name, no meeting type, no benefit. More (`byEid`) is for who has shown with
 * e-ID that they are the participant.
 */
export const InvitationView = z.strictObject({
  meetingId: Id,
  participantId: Id,
  /** `offered`: there are times to choose among. `expired`: nobody chose in time, or they were withdrawn. */
  status: z.enum(["offered", "expired", "booked", "cancelled", "past"]),
  /** Goes back with the answer. */
  timeVersion: z.int(),
  startAt: Instant,
  endAt: Instant,
  /** The times to choose among while `offered`, the earliest first. */
  alternatives: z.array(z.strictObject({ id: Id, startAt: Instant, endAt: Instant })),
  /** While `offered` without such times: the dates between which one picks any of the times that `/invitation/times` gives. Stays when `expired`. */
  opening: z.strictObject({ fromOn: LocalDate, untilOn: LocalDate }).nullable(),
  /** Until when one can choose, while `offered`. */
  answerBy: Instant.nullable(),
  mode: z.enum(["video", "telephone", "on_site", "mixed"]),
  place: z.string().nullable(),
  /** The handläggare whom the individual will meet. An external party is told of nobody. */
  meets: z.array(z.strictObject({ organisationId: OrganisationId, title: HandlaggareRole })),
  /** Who else the individual will meet: by what they are and from where, never by name. */
  alsoMeets: z.array(z.strictObject({ kind: ExternalKind, organisationName: z.string().nullable() })),
  /** Who may answer for the individual, told them alone. */
  representatives: z.array(z.strictObject({ name: z.string(), kind: MandateKind })),
  /** With what mandate one answers for the individual; null for who answers for themselves. */
  represents: z.strictObject({ kind: MandateKind, validUntil: LocalDate.nullable() }).nullable(),
  declinable: z.boolean(),
  /** The reasons there are to choose among, if one wants to, when declining; who comes from outside is asked for none. */
  declineReasons: z.array(z.enum(DECLINE_REASONS)),
  language: Language,
  answer: Answer.omit({ recordedByName: true, channel: true, comment: true }),
  /** True when the time was changed after the person last answered. */
  movedSinceAnswer: z.boolean(),
  contacts: z.array(z.strictObject({ organisationId: OrganisationId, phone: z.string() })),
  /** What the agencies say of law and money, in every language. For the individual alone. */
  agencyTexts: z.array(AgencyPassage),
  mayEnterRoom: z.boolean(),
  /** Null by link alone, and for anybody but the individual. */
  byEid: z
    .strictObject({
      type: z.enum(MEETING_TYPES),
      /** Null for one whose own identity is protected. */
      handlaggare: z.array(z.strictObject({ organisationId: OrganisationId, name: z.string().nullable() })),
    })
    .nullable(),
});
export type InvitationView = z.infer<typeof InvitationView>;
