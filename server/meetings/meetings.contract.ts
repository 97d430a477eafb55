import { z } from "zod";
import { FreeText, Id, Instant, LocalDate, pageOf, Paging } from "../http/conventions.contract.ts";
import { Answer, MessageView, UnverifiedReply } from "../invitations/invitations.contract.ts";
import { ReminderView } from "../invitations/reminder-plan.contract.ts";
import { Attendance, ExternalKind, FurtherParticipants } from "../people/external-parties.contract.ts";
import { ChainClock, HandlaggareRole, OrganisationId, Protection } from "../people/people.contract.ts";
import { MANDATE_STATES, MandateCovers, MandateKind } from "../representatives/representatives.contract.ts";
import { Recall } from "../recalls/recalls.contract.ts";
import { Loosen } from "../scheduling/loosened.contract.ts";
import { EquipmentCheck } from "./equipment-check.contract.ts";
import { IdentityCheck } from "./identity-check.contract.ts";
import { ShortNotice } from "./short-notice.contract.ts";
import { MEETING_TYPES } from "./types/registered-types.contract.ts";

export const MeetingTypeCode = z.enum(MEETING_TYPES);
export type MeetingTypeCode = z.infer<typeof MeetingTypeCode>;

/**
 * `draft`: the other agency's handläggare is asked, and nobody else knows of it. `offered`: several times are held until
 * the individual has chosen one, or a deadline.
 */
export const MEETING_STATUSES = ["draft", "offered", "booked", "held", "not_held", "cancelled"] as const;
export const MeetingStatus = z.enum(MEETING_STATUSES);
export type MeetingStatus = z.infer<typeof MeetingStatus>;

/** How the meeting is held. `mixed`: some on site, some by video. */
export const MeetingMode = z.enum(["video", "telephone", "on_site", "mixed"]);
export type MeetingMode = z.infer<typeof MeetingMode>;

const place = FreeText(200).nullable();
const durationMinutes = z
  .int()
  .min(15)
  .max(480)
  .refine((minutes) => minutes % 15 === 0, { message: "Mötets längd anges i hela kvartar." });

/** A place must be given exactly when somebody is to go there. */
const placeFitsMode = (wish: { mode: MeetingMode; place: string | null }) =>
  wish.mode === "on_site" || wish.mode === "mixed" ? !!wish.place : !wish.place;
const placeProblem = {
  path: ["place"],
  message: "Ange en adress om någon ska komma till en plats, annars ingen.",
};

/** What is decided about a meeting before it has a time. */
const MeetingPlan = z.strictObject({
  caseId: Id,
  type: MeetingTypeCode,
  durationMinutes,
  mode: MeetingMode,
  place,
  handlaggare: z
    .array(z.strictObject({ organisationId: OrganisationId, personId: Id }))
    .min(1)
    .max(2),
  /** "Have you talked with the person?": asked before anything is sent. */
  talkedWithIndividual: z.literal(true, { error: "Prata med personen innan du bokar." }),
  /** The date the decision behind an offer was communicated; required for offers. */
  decisionCommunicatedOn: LocalDate.nullable(),
  /** The date of the individual's secrecy consent, when none is recorded that covers everyone who is to be told. */
  secrecyConsentOn: LocalDate.nullable(),
  /** The conditions of a search that the handläggare did without. */
  loosen: Loosen.optional(),
  /** Why, where the notice is shorter than it should be. */
  shortNotice: ShortNotice.optional(),
  /** The meeting of the same kartläggning that this one comes after; they belong together. */
  continuesMeetingId: Id.optional(),
  /** Others beside the individual and one handläggare of each agency. Optional ones are asked if they are free then. */
  participants: FurtherParticipants.optional(),
});
export type MeetingPlan = z.infer<typeof MeetingPlan>;

/** The command to book, and what a preview is made of. */
export const BookMeeting = MeetingPlan.extend({ startAt: Instant }).refine(placeFitsMode, placeProblem);
export type BookMeeting = z.infer<typeof BookMeeting>;

/** The command to hold several times, all for everyone who must come, until the individual has chosen or `answerBy`. */
export const OfferMeeting = MeetingPlan.extend({
  times: z.array(Instant).min(2).max(3),
  answerBy: Instant,
}).refine(placeFitsMode, placeProblem);
export type OfferMeeting = z.infer<typeof OfferMeeting>;

/** The longest period in which an individual picks a time of their own, days. */
export const LONGEST_OPENING_DAYS = 56;

/**
 * The command to let the individual pick any joint free time on the dates from `fromOn` to `untilOn`, both included, before
 * `answerBy`. Nothing is held meanwhile.
 */
export const OpenMeeting = MeetingPlan.extend({
  opening: z
    .strictObject({ fromOn: LocalDate, untilOn: LocalDate })
    .refine(({ fromOn, untilOn }) => fromOn <= untilOn, {
      path: ["untilOn"],
      message: "Sista dagen ska vara samma dag som den första, eller senare.",
    }),
  answerBy: Instant,
}).refine(placeFitsMode, placeProblem);
export type OpenMeeting = z.infer<typeof OpenMeeting>;

/** The three ways to a time: a fixed one, one of several that are held, any that is free. */
export type NewMeetingCommand = BookMeeting | OfferMeeting | OpenMeeting;

/** Which of the held times it is to be. */
export const ChooseTime = z.strictObject({ heldTimeId: Id });

/** A new time (or a new way of meeting). Needs `If-Match` with the revision. */
export const MoveMeeting = z
  .strictObject({
    startAt: Instant,
    durationMinutes,
    mode: MeetingMode,
    place,
    loosen: Loosen.optional(),
    /** Why, where the notice is shorter than it should be. */
    shortNotice: ShortNotice.optional(),
  })
  .refine(placeFitsMode, placeProblem);
export type MoveMeeting = z.infer<typeof MoveMeeting>;

export const CANCELLATION_REASONS = [
  "individual",
  "forsakringskassan",
  "arbetsformedlingen",
  "booked_wrongly",
] as const;
/** How an offer ends that nobody chose from: it is then cancelled, though it never was booked. */
export const OFFER_ENDINGS = ["offer_expired", "offer_withdrawn"] as const;
/** How a draft ends that never came to anything: it is then cancelled, though nobody was invited. */
export const DRAFT_ENDINGS = ["not_agreed", "not_answered", "draft_withdrawn"] as const;
/** Why a handläggare doesn't agree to a draft. No free text: it would say things about the individual. */
export const REJECTION_REASONS = ["time", "not_mine", "conflict_of_interest", "not_needed", "other"] as const;
export const RejectionReason = z.enum(REJECTION_REASONS);
export type RejectionReason = z.infer<typeof RejectionReason>;
/** Cancels. Needs `If-Match`. The reason is for follow-up and never reaches the individual. */
export const CancelMeeting = z.strictObject({ reason: z.enum(CANCELLATION_REASONS) });
export type CancelMeeting = z.infer<typeof CancelMeeting>;

/**
 * `external`: somebody outside the agencies: an interpreter, a care provider, an employer … `representative`: who answers for the
 * individual.
 */
export const PARTICIPANT_ROLES = ["individual", "representative", "handlaggare", "external"] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

export const ParticipantView = z.strictObject({
  id: Id,
  role: z.enum(PARTICIPANT_ROLES),
  /** Whether the meeting can't be without them. */
  attendance: Attendance,
  /** Whether they come beside the individual and one handläggare of each agency. */
  isFurther: z.boolean(),
  /** What an external party is; null for anyone else. */
  external: z
    .strictObject({
      kind: ExternalKind,
      organisationName: z.string().nullable(),
      /** For handläggare of the agency that registered them; null for the other. */
      contact: z.strictObject({ email: z.string().nullable(), phone: z.string().nullable() }).nullable(),
    })
    .nullable(),
  /** With what mandate a representative answers for the individual; null for anyone else. */
  representative: z
    .strictObject({
      kind: MandateKind,
      validFrom: LocalDate,
      validUntil: LocalDate.nullable(),
      covers: MandateCovers,
      state: z.enum(MANDATE_STATES),
      phone: z.string().nullable(),
    })
    .nullable(),
  organisationId: OrganisationId.nullable(),
  /** Whose time a search for a new time looks at; null for the individual, whom the case tells. */
  personId: Id.nullable(),
  name: z.string(),
  title: HandlaggareRole.nullable(),
  officeName: z.string().nullable(),
  isMe: z.boolean(),
  /** The answer for the present time; after a move everyone is asked again. */
  answer: Answer,
  /** An answer by mail that waits for a handläggare who has talked with the participant. */
  unverifiedReply: UnverifiedReply.nullable(),
  /** First time the one-time link was opened, if it was. For the running of the meeting only. */
  linkOpenedAt: Instant.nullable(),
  /** How a handläggare has made sure who they are, without e-ID. */
  identityCheck: IdentityCheck.nullable(),
  /** What they found when they last tried camera, sound and network; null for who hasn't, and for handläggare. */
  equipmentCheck: EquipmentCheck.nullable(),
});
export type ParticipantView = z.infer<typeof ParticipantView>;

/** A time that was offered, and what has become of it. Only `held` and `chosen` take anybody's time. */
export const HeldTime = z.strictObject({
  id: Id,
  startAt: Instant,
  endAt: Instant,
  state: z.enum(["held", "chosen", "released", "expired"]),
});
export type HeldTime = z.infer<typeof HeldTime>;

/** One of the meetings of a kartläggning. */
export const SeriesMeeting = z.strictObject({
  meetingId: Id,
  reference: z.string(),
  status: MeetingStatus,
  /** Null until a time is decided. */
  startAt: Instant.nullable(),
  /** Whether the reader may open it. */
  mayOpen: z.boolean(),
});
export type SeriesMeeting = z.infer<typeof SeriesMeeting>;

/** A meeting as a handläggare who takes part in it sees it. */
export const MeetingView = z.strictObject({
  id: Id,
  /** Our own reference, the same for all, that says nothing about the case: `SAM-7K2M9Q`. */
  reference: z.string(),
  type: MeetingTypeCode,
  status: MeetingStatus,
  /** While offered, the earliest of the held times; while open to any time, the beginning of the last day there is. */
  startAt: Instant,
  endAt: Instant,
  /** The times that were offered, the earliest first; none for a meeting that was booked at once. */
  heldTimes: z.array(HeldTime),
  /** The dates between which the individual picks, or picked, a time of their own; null for a meeting with given times. */
  opening: z.strictObject({ fromOn: LocalDate, untilOn: LocalDate }).nullable(),
  /** Until when the individual can choose, for a meeting that is or was offered. */
  answerBy: Instant.nullable(),
  /** The other agency's word on a draft: whose, until when, and why not; null for a meeting that needed none. */
  confirmation: z
    .strictObject({
      participantIds: z.array(Id),
      confirmBy: Instant,
      rejectionReason: RejectionReason.nullable(),
    })
    .nullable(),
  mode: MeetingMode,
  place: z.string().nullable(),
  /** Goes into `If-Match`. */
  revision: z.int(),
  timeVersion: z.int(),
  caseId: Id,
  /** While the meeting is to come, for a type that serves its purpose between certain days of a sick-leave case. */
  chainClock: ChainClock.nullable(),
  protection: Protection,
  /** False when the individual has withdrawn their consent: the reader's agency is not told who they are any more. */
  isSharedWithMe: z.boolean(),
  declinable: z.boolean(),
  /** The meetings of the kartläggning it belongs to, in order, itself too; none when it is the only one. */
  series: z.array(SeriesMeeting),
  talkedWith: z.strictObject({ at: Instant, byName: z.string() }),
  decisionCommunicatedOn: LocalDate.nullable(),
  cancellationReason: z.enum([...CANCELLATION_REASONS, ...OFFER_ENDINGS, ...DRAFT_ENDINGS]).nullable(),
  participants: z.array(ParticipantView),
  messages: z.array(MessageView),
  /** The plan of reminders for the present time while it is booked, in order; computed when it is read. */
  reminders: z.array(ReminderView),
  /** What was sent to the wrong person and withdrawn, the latest first. */
  recalls: z.array(Recall),
  /** Participants whose messages were recalled and who have got no new link: nothing is sent to them. */
  withoutLink: z.array(Id),
  history: z.array(
    z.strictObject({
      at: Instant,
      kind: z.string(),
      byName: z.string().nullable(),
      /** Why the person was given shorter notice than they should have. */
      shortNotice: ShortNotice.nullable(),
    }),
  ),
  /** What this reader may do now. */
  may: z.strictObject({
    move: z.boolean(),
    cancel: z.boolean(),
    swap: z.boolean(),
    /** Asking others to come beside the sides, or letting them off. */
    invite: z.boolean(),
    /** Choosing for the individual, who has said on the telephone which time it is to be. */
    choose: z.boolean(),
    withdraw: z.boolean(),
    /** Agreeing to a draft of the other agency's, or saying no. */
    confirm: z.boolean(),
    /** Taking back a draft of one's own agency. */
    retract: z.boolean(),
    recordAnswer: z.boolean(),
    enterRoom: z.boolean(),
    /** The case is the reader's agency's: the other agency knows the meeting alone. */
    openCase: z.boolean(),
  }),
});
export type MeetingView = z.infer<typeof MeetingView>;

/** A meeting in a list or a week: no messages, no history. */
export const MeetingSummary = MeetingView.pick({
  id: true,
  reference: true,
  type: true,
  status: true,
  startAt: true,
  endAt: true,
  heldTimes: true,
  mode: true,
}).extend({
  individualName: z.string(),
  answer: Answer.shape.status,
  wantsOtherTime: z.boolean(),
  /** Whether it is a draft that the reader is asked to confirm. */
  awaitsMe: z.boolean(),
});
export type MeetingSummary = z.infer<typeof MeetingSummary>;

export const MeetingQuery = Paging.extend({ from: Instant.optional(), to: Instant.optional() });
export const MeetingPage = pageOf(MeetingSummary);
