import type { OtherTimeWish } from "../../../../server/invitations/invitations.contract.ts";
import type { MeetingMode, MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { isDate } from "../../time/calendar-dates.ts";

/** A wish for another time while it is filled in. */
export interface TypedWish {
  weekdays: number[];
  partsOfDay: OtherTimeWish["partsOfDay"];
  earliestOn: string;
  /** Empty: any way. */
  mode: NonNullable<OtherTimeWish["mode"]> | "";
  text: string;
}

/** Nothing wished yet: any other time. */
export function emptyWish(): TypedWish {
  return { weekdays: [], partsOfDay: [], earliestOn: "", mode: "", text: "" };
}

/** The wish as the server takes it: what is left empty is null. */
export function wishToSend({ earliestOn, mode, text, ...wish }: TypedWish): OtherTimeWish {
  return {
    ...wish,
    earliestOn: isDate(earliestOn) ? earliestOn : null,
    mode: mode || null,
    text: text.trim() || null,
  };
}

/**
 * How the meeting is to be held, to begin with, when it gets a new time: as the individual wishes, else as it is. Who wishes to
 * come to us does so at a mixed meeting too.
 */
export function modeToStartFrom({ mode, participants }: MeetingView): MeetingMode {
  const individual = participants.find(({ role }) => role === "individual");
  const wished = individual?.answer.otherTimeWish?.mode;
  return !wished || (wished === "on_site" && mode === "mixed") ? mode : wished;
}
