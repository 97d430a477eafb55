import { SURVEY, NEXT_STEPS, WELCOME } from "./agenda.contract.ts";
import { meetingType, USUAL } from "./meeting-type.contract.ts";

/** A joint survey of what the individual is able to do and needs, in one or more meetings. Summoned. */
export const gemensamKartlaggning = meetingType({
  ...USUAL,
  code: "gemensam_kartlaggning",
  texts: {
    name: "Gemensam kartläggning",
    shortName: "Kartläggning",
    explanation:
      "Ni går tillsammans igenom förutsättningar och behov. Personen kallas och kan be om en annan tid.",
  },
  durationsMinutes: [45, 60, 90, 120],
  defaultDurationMinutes: 60,
  agenda: [WELCOME, ...SURVEY, ...NEXT_STEPS],
  declinable: false,
  needsCommunicatedDecision: false,
  mayContinue: true,
  isJointSurvey: true,
});
