import { meetingType, USUAL } from "../../server/meetings/types/meeting-type.contract.ts";

/** A type of meeting that there isn't, with rules that none of the others has. */
export const PLANERINGSMOTE = meetingType({
  ...USUAL,
  code: "planeringsmote",
  texts: { name: "Planeringsmöte", shortName: "Planering", explanation: "Ni planerar tillsammans." },
  durationsMinutes: [30, 60],
  defaultDurationMinutes: 60,
  declinable: true,
  needsCommunicatedDecision: false,
  mayContinue: true,
  notice: { ...USUAL.notice, email: { book: 1, move: 1, cancel: 0 } },
  reminders: ["reminder_day"],
});
