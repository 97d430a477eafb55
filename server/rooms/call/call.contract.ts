import { z } from "zod";
import { FreeText, Id, Instant } from "../../http/conventions.contract.ts";
import { MeetingTypeCode } from "../../meetings/meetings.contract.ts";
import { OrganisationId } from "../../people/people.contract.ts";

/** How long a pause may be, minutes. */
export const PAUSE_MINUTES = [5, 10, 15] as const;
/** By how much a meeting under way may be made longer at a time, minutes. */
export const EXTENSION_MINUTES = [15, 30] as const;
/** From when what is left of the time is told, minutes before the end. */
export const SOON_OVER_MINUTES = 5;
/** The longest message, characters. */
export const MESSAGE_LENGTH = 1_000;

/** What is done in the meeting, as everybody in the call sees it. */
export const CallView = z.strictObject({
  /** By which the agenda is known. */
  type: MeetingTypeCode,
  /** Who has a hand up, the first first. */
  hands: z.array(z.strictObject({ participantId: Id, since: Instant })),
  /** A pause that somebody has asked for; under way when a handläggare has said until when. */
  pause: z.strictObject({ askedBy: Id, askedAt: Instant, until: Instant.nullable() }).nullable(),
  /** The points of the agenda that a handläggare has ticked. */
  agendaDone: z.array(z.string()),
  notes: z.strictObject({
    /** The agencies that have chosen that messages may be put into the joint notes. */
    chosenBy: z.array(OrganisationId),
    /** Whether all agencies in the meeting have: until then nothing that is written in the chat is kept. */
    areChosen: z.boolean(),
    /** Whether everybody in the call may read the joint notes as they are written. */
    areShared: z.boolean(),
  }),
});
export type CallView = z.infer<typeof CallView>;

const inMeeting = { meetingId: Id };

export const InCallCommand = z.strictObject(inMeeting);
export const LowerHand = z.strictObject({ ...inMeeting, participantId: Id });
export const BeginPause = z.strictObject({ ...inMeeting, minutes: z.literal(PAUSE_MINUTES) });
export const MarkAgenda = z.strictObject({ ...inMeeting, item: z.string().max(50), done: z.boolean() });
export const ChooseNotes = z.strictObject({ ...inMeeting, chosen: z.boolean() });
export const ShareNotes = z.strictObject({ ...inMeeting, shared: z.boolean() });
export const ExtendMeeting = z.strictObject({
  ...inMeeting,
  minutes: z.literal(EXTENSION_MINUTES),
  /** The end as it was seen: two who ask at once make it longer once. */
  seenEndAt: Instant,
});
export type ExtendMeeting = z.infer<typeof ExtendMeeting>;

/** The longest joint notes, characters; as on the meeting's page. */
export const NOTE_LENGTH = 20_000;
/** As it is: spaces at its ends belong to who is writing. `seen`: the revision that the text was written over, 0 for none. */
export const WriteJointNote = z.strictObject({
  ...inMeeting,
  text: z
    .string()
    .max(NOTE_LENGTH)
    .refine((text) => !text.includes("\u0000")),
  seen: z.int().min(0),
});
/** The joint notes at a revision. */
export interface JointNoteView {
  readonly text: string;
  readonly revision: number;
}

/** `messageId` is made by the client: a message that is sent again, since no answer came, is the same. */
export const SendMessage = z.strictObject({
  ...inMeeting,
  messageId: Id,
  text: FreeText(MESSAGE_LENGTH).min(1),
});
/** A message of the chat. It is kept nowhere: who comes later does not see it. */
export interface ChatMessage {
  readonly meetingId: string;
  readonly messageId: string;
  readonly from: string;
  readonly at: string;
  readonly text: string;
}
