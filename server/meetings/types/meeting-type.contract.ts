import { z } from "zod";
import { OrganisationId } from "../../people/people.contract.ts";
import { AgendaItem, NEXT_STEPS, WELCOME } from "./agenda.contract.ts";

/** Working days from when somebody is told until the meeting, or until the meeting that is called off. */
const ChannelNotice = z.strictObject({ book: z.int(), move: z.int(), cancel: z.int() });

/** The reminders there are: a week before, a working day before, an hour before. */
export const REMINDERS = ["reminder_week", "reminder_day", "reminder_hour"] as const;

/** All that the system knows of a type of meeting, for handläggare. The rules are data: nothing else names a type. */
export const MeetingType = z.strictObject({
  code: z.string(),
  /** For handläggare, in Swedish: nobody outside the logged-in service is told the type. */
  texts: z.strictObject({
    name: z.string(),
    /** Where there is little room, as in a week. */
    shortName: z.string(),
    /** What it is for, to whoever chooses. */
    explanation: z.string(),
  }),
  durationsMinutes: z.array(z.int()),
  defaultDurationMinutes: z.int(),
  /** Whether the individual may decline; otherwise they may ask for another time. */
  declinable: z.boolean(),
  /** Whether the decision behind the offer must have been communicated before anything is sent. */
  needsCommunicatedDecision: z.boolean(),
  /** Whether it may go on in further meetings, that belong together. */
  mayContinue: z.boolean(),
  /** Whether it is the joint survey that a period of cooperation (förstärkt samarbete) begins with. */
  isJointSurvey: z.boolean(),
  /** The agencies whose handläggare have to come. */
  requiredParties: z.array(OrganisationId),
  /** Of them, those whose office may say that the other agency meets the individual alone. */
  mayStayAway: z.array(OrganisationId),
  /** What both agencies need free before and after such a meeting, minutes. */
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  /** By how the individual is told. A letter needs its days in the post. */
  notice: z.strictObject({
    email: ChannelNotice,
    sms: ChannelNotice,
    digital_mailbox: ChannelNotice,
    telephone: ChannelNotice,
    letter: ChannelNotice,
  }),
  reminders: z.array(z.enum(REMINDERS)),
  /** What the meeting goes through, in order. */
  agenda: z.array(AgendaItem),
  /** How long the other agency's handläggare has to confirm a draft, where their office wants that. */
  confirmWithinWorkingDays: z.int(),
  /** Days of the sick-leave case between which the meeting serves its purpose. */
  window: z.strictObject({ fromChainDay: z.int(), toChainDay: z.int() }).nullable(),
});
export type MeetingType = z.infer<typeof MeetingType>;

/** Says what a type of meeting is, and keeps its code as the literal it is. */
export function meetingType<const Code extends string>(
  type: MeetingType & { code: Code },
): MeetingType & { code: Code } {
  return type;
}

/** What is the same for most types. */
export const USUAL = {
  requiredParties: ["forsakringskassan", "arbetsformedlingen"],
  mayStayAway: [],
  mayContinue: false,
  isJointSurvey: false,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  notice: {
    email: { book: 5, move: 3, cancel: 1 },
    sms: { book: 5, move: 3, cancel: 1 },
    digital_mailbox: { book: 5, move: 3, cancel: 1 },
    telephone: { book: 3, move: 2, cancel: 0 },
    letter: { book: 8, move: 6, cancel: 3 },
  },
  reminders: [...REMINDERS],
  agenda: [WELCOME, ...NEXT_STEPS],
  confirmWithinWorkingDays: 3,
  window: null,
} satisfies Partial<MeetingType>;
