import type { OtherTimeWish } from "../../../../server/invitations/invitations.contract.ts";
import { isDate } from "../../time/calendar-dates.ts";

/** A wish for another time while it is filled in. */
export interface TypedWish {
  weekdays: number[];
  partsOfDay: OtherTimeWish["partsOfDay"];
  earliestOn: string;
  text: string;
}

/** Nothing wished yet: any other time. */
export function emptyWish(): TypedWish {
  return { weekdays: [], partsOfDay: [], earliestOn: "", text: "" };
}

/** The wish as the server takes it: what is left empty is null. */
export function wishToSend({ earliestOn, text, ...wish }: TypedWish): OtherTimeWish {
  return { ...wish, earliestOn: isDate(earliestOn) ? earliestOn : null, text: text.trim() || null };
}
