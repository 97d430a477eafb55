import { SUPPORT, NEXT_STEPS, WELCOME } from "./agenda.contract.ts";
import { meetingType, USUAL } from "./meeting-type.contract.ts";

/** About the support there is for a person who has lost a benefit, or was refused one. An offer. */
export const omstallningsmote = meetingType({
  ...USUAL,
  code: "omstallningsmote",
  texts: {
    name: "Omställningsmöte",
    shortName: "Omställning",
    explanation:
      "Personen får veta vilket stöd Arbetsförmedlingen kan ge. Det är ett erbjudande som går att tacka nej till.",
  },
  durationsMinutes: [30, 45, 60],
  defaultDurationMinutes: 45,
  agenda: [WELCOME, ...SUPPORT, ...NEXT_STEPS],
  declinable: true,
  mayStayAway: ["forsakringskassan"],
  needsCommunicatedDecision: true,
});
