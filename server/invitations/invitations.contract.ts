import { z } from "zod";
import { AgencyPassage } from "../agency-texts/agency-texts.contract.ts";
import { FreeText, Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { ExternalKind } from "../people/external-parties.contract.ts";
import { HandlaggareRole, Language, MessageChannel, OrganisationId } from "../people/people.contract.ts";

/** RFC 5545 PARTSTAT in lower case. */
export const ANSWER_STATUSES = ["needs-action", "accepted", "declined", "tentative"] as const;
export const AnswerStatus = z.enum(ANSWER_STATUSES);
export type AnswerStatus = z.infer<typeof AnswerStatus>;

/** "Another time, please", structured so that the next search can use it. */
export const OtherTimeWish = z.strictObject({
  /** ISO weekdays that suit, 1 = Monday; none means any. */
  weekdays: z.array(z.int().min(1).max(5)).max(5),
  partsOfDay: z.array(z.enum(["morning", "midday", "afternoon"])).max(3),
  earliestOn: LocalDate.nullable(),
  /** In any script; kept exactly as written. */
  text: FreeText(2000).nullable(),
});
export type OtherTimeWish = z.infer<typeof OtherTimeWish>;

/** The latest answer of a participant, for the meeting's present time. */
export const Answer = z.strictObject({
  status: AnswerStatus,
  answeredAt: Instant.nullable(),
  channel: z.enum(["web", "telephone"]).nullable(),
  /** Name of the handläggare who recorded an answer given by telephone. */
  recordedByName: z.string().nullable(),
  otherTimeWish: OtherTimeWish.nullable(),
});
export type Answer = z.infer<typeof Answer>;

/** What a person says: `other-time` is stored as tentative with the wish. */
export const GiveAnswer = z.discriminatedUnion("answer", [
  z.strictObject({ answer: z.literal("accepted") }),
  z.strictObject({ answer: z.literal("declined") }),
  z.strictObject({ answer: z.literal("other-time"), wish: OtherTimeWish }),
]);
export type GiveAnswer = z.infer<typeof GiveAnswer>;

/** `timeVersion` is that of the time the person saw: a yes to an old time is no yes to a new one. */
export const AnswerInvitation = z.strictObject({ timeVersion: z.int().min(1), given: GiveAnswer });

/** A handläggare records what a participant said by telephone. */
export const RecordAnswer = AnswerInvitation.extend({ participantId: Id });
export type RecordAnswer = z.infer<typeof RecordAnswer>;

/**
 * What a message tells. `confirmation_…`: between the agencies' handläggare, about a draft nobody else knows of. `offer`: times to choose among; `swapped`: one will meet somebody with another title than one
 * was told; `recalled`: what one was sent was meant for somebody else.
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
  failure: z.enum(["refused", "unreachable", "bounced", "no_address", "not_set_up", "unknown"]).nullable(),
  /** How far the message is known to have come, the earliest first. "Handed over" is not "delivered". */
  steps: z.array(MessageStep),
});
export type MessageView = z.infer<typeof MessageView>;

/** Changes the one-time link's token (from the message), or the short code of a letter, into a short session. */
export const OpenInvitation = z.strictObject({
  token: z.string().regex(/^([A-Za-z0-9_-]{43}|[A-Za-z0-9]{5}-?[A-Za-z0-9]{5})$/),
});

/**
 * All that a one-time link shows: time, place, way of meeting, the roles one will meet, and one's own answer.
 * No name, no meeting type, no benefit.
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
  /** Until when one can choose, while `offered`. */
  answerBy: Instant.nullable(),
  mode: z.enum(["video", "telephone", "on_site", "mixed"]),
  place: z.string().nullable(),
  /** The handläggare whom the individual will meet. An external party is told of nobody. */
  meets: z.array(z.strictObject({ organisationId: OrganisationId, title: HandlaggareRole })),
  /** Who else the individual will meet: by what they are and from where, never by name. */
  alsoMeets: z.array(z.strictObject({ kind: ExternalKind, organisationName: z.string().nullable() })),
  declinable: z.boolean(),
  language: Language,
  answer: Answer.omit({ recordedByName: true, channel: true }),
  /** True when the time was changed after the person last answered. */
  movedSinceAnswer: z.boolean(),
  contacts: z.array(z.strictObject({ organisationId: OrganisationId, phone: z.string() })),
  /** What the agencies say of law and money, in every language. For the individual alone. */
  agencyTexts: z.array(AgencyPassage),
  mayEnterRoom: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;
