import type { MeetingType, MeetingTypeCode } from "./meetings.contract.ts";

const both = ["forsakringskassan", "arbetsformedlingen"] as const;

/** The meeting types as data. A kartläggning and a follow-up are summoned; the other two are offers. */
export const MEETING_TYPE: Readonly<Record<MeetingTypeCode, MeetingType>> = {
  gemensam_kartlaggning: {
    code: "gemensam_kartlaggning",
    durationsMinutes: [45, 60, 90, 120],
    defaultDurationMinutes: 60,
    declinable: false,
    needsCommunicatedDecision: false,
    requiredParties: [...both],
  },
  omstallningsmote: {
    code: "omstallningsmote",
    durationsMinutes: [30, 45, 60],
    defaultDurationMinutes: 45,
    declinable: true,
    needsCommunicatedDecision: true,
    requiredParties: [...both],
  },
  kontaktmote: {
    code: "kontaktmote",
    durationsMinutes: [30, 45, 60],
    defaultDurationMinutes: 45,
    declinable: true,
    needsCommunicatedDecision: true,
    requiredParties: [...both],
  },
  uppfoljningsmote: {
    code: "uppfoljningsmote",
    durationsMinutes: [30, 45, 60],
    defaultDurationMinutes: 45,
    declinable: false,
    needsCommunicatedDecision: false,
    requiredParties: [...both],
  },
};
