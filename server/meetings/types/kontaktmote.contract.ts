import { SUPPORT, NEXT_STEPS, WELCOME } from "./agenda.contract.ts";
import { meetingType, USUAL } from "./meeting-type.contract.ts";

/** The same as an omställningsmöte, earlier: while the person can look for work with sjukpenning kept. An offer. */
export const kontaktmote = meetingType({
  ...USUAL,
  code: "kontaktmote",
  texts: {
    name: "Kontaktmöte",
    shortName: "Kontaktmöte",
    explanation:
      "Tidig kontakt med Arbetsförmedlingen, från dag 90 och före dag 181. Det är ett erbjudande som går att tacka nej till.",
  },
  durationsMinutes: [30, 45, 60],
  defaultDurationMinutes: 45,
  agenda: [WELCOME, ...SUPPORT, ...NEXT_STEPS],
  declinable: true,
  mayStayAway: ["forsakringskassan"],
  needsCommunicatedDecision: true,
  window: { fromChainDay: 90, toChainDay: 180 },
});
