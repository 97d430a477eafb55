import type { MeetingType, MeetingTypeCode } from "./meetings.contract.ts";

const both = ["forsakringskassan", "arbetsformedlingen"] as const;
const noBuffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 } as const;

/** Meetings are booked at most so many days ahead. */
export const HORIZON_DAYS = 182;

/**
 * Working days from when somebody is told until the meeting, or until the meeting that is called off. A letter needs its days
 * in the post.
 */
export const NOTICE_WORKING_DAYS = {
  email: { book: 5, move: 3, cancel: 1 },
  telephone: { book: 3, move: 2, cancel: 0 },
  letter: { book: 8, move: 6, cancel: 3 },
} as const;

/** The meeting types as data. A kartläggning and a follow-up are summoned; the other two are offers. */
export const MEETING_TYPE: Readonly<Record<MeetingTypeCode, MeetingType>> = {
  gemensam_kartlaggning: {
    code: "gemensam_kartlaggning",
    durationsMinutes: [45, 60, 90, 120],
    defaultDurationMinutes: 60,
    declinable: false,
    needsCommunicatedDecision: false,
    requiredParties: [...both],
    ...noBuffers,
    confirmWithinWorkingDays: 3,
    window: null,
  },
  omstallningsmote: {
    code: "omstallningsmote",
    durationsMinutes: [30, 45, 60],
    defaultDurationMinutes: 45,
    declinable: true,
    needsCommunicatedDecision: true,
    requiredParties: [...both],
    ...noBuffers,
    confirmWithinWorkingDays: 3,
    window: null,
  },
  kontaktmote: {
    code: "kontaktmote",
    durationsMinutes: [30, 45, 60],
    defaultDurationMinutes: 45,
    declinable: true,
    needsCommunicatedDecision: true,
    requiredParties: [...both],
    ...noBuffers,
    confirmWithinWorkingDays: 3,
    window: { fromChainDay: 90, toChainDay: 180 },
  },
  uppfoljningsmote: {
    code: "uppfoljningsmote",
    durationsMinutes: [30, 45, 60],
    defaultDurationMinutes: 45,
    declinable: false,
    needsCommunicatedDecision: false,
    requiredParties: [...both],
    ...noBuffers,
    confirmWithinWorkingDays: 3,
    window: null,
  },
};
