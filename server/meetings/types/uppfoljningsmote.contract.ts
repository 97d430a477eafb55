import { FOLLOW_UP, NEXT_STEPS, WELCOME } from "./agenda.contract.ts";
import { meetingType, USUAL } from "./meeting-type.contract.ts";

/** Follows the plan up while measures run. Summoned. */
export const uppfoljningsmote = meetingType({
  ...USUAL,
  code: "uppfoljningsmote",
  texts: {
    name: "Uppföljningsmöte",
    shortName: "Uppföljning",
    explanation: "Ni följer upp planen medan insatserna pågår. Personen kallas och kan be om en annan tid.",
  },
  durationsMinutes: [30, 45, 60],
  defaultDurationMinutes: 45,
  agenda: [WELCOME, ...FOLLOW_UP, ...NEXT_STEPS],
  declinable: false,
  needsCommunicatedDecision: false,
});
