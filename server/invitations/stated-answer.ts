import type { CalendarReply } from "../calendars/calendar-reply.ts";
import { partsOfDayAround } from "../scheduling/individual-wishes.ts";
import { localDateOf, weekdayOf } from "../scheduling/local-time.ts";
import type { OtherTimeWish, StatedAnswer, StatedWish } from "./invitations.contract.ts";

/** What an answer from a calendar program says, whichever way it is to be kept. */
export type SaidInCalendar = Pick<CalendarReply, "method" | "status" | "comment" | "proposedTime">;

/**
 * What an answer from a calendar program comes to here. A COUNTER is a wish for another time and moves nothing. Programs let
 * people decline whatever they are sent: where one can't, it means that one needs another time.
 *
 * @param meeting.startsAt the time that was answered.
 */
export function statedAnswer(
  { method, status, comment, proposedTime }: SaidInCalendar,
  meeting: { readonly startsAt: Date; readonly mayDecline: boolean },
): { readonly given: StatedAnswer; readonly comment: string | null } {
  if (method === "reply" && (status !== "declined" || meeting.mayDecline))
    return { given: { answer: status }, comment };
  const wish = proposedTime ? wishOf(proposedTime, meeting.startsAt) : ANY_TIME;
  return { given: { answer: "other-time", wish: { ...wish, text: comment } }, comment: null };
}

const ANY_TIME: OtherTimeWish = { weekdays: [], partsOfDay: [], earliestOn: null, mode: null, text: null };

/** Times like the proposed one; not before its day when that is after the present one, for until then they can't come. */
function wishOf(proposed: { startsAt: Date; endsAt: Date }, presentStartsAt: Date): StatedWish {
  const on = localDateOf(proposed.startsAt);
  const weekday = weekdayOf(on);
  return {
    weekdays: weekday <= 5 ? [weekday] : [],
    partsOfDay: partsOfDayAround(proposed.startsAt, proposed.endsAt),
    earliestOn: on > localDateOf(presentStartsAt) ? on : null,
    mode: null,
    text: null,
    proposedTime: { startAt: proposed.startsAt.toISOString(), endAt: proposed.endsAt.toISOString() },
  };
}
