import { HORIZON_DAYS } from "../meetings/booking-limits.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import { chainDayOn } from "../people/chain-day.ts";
import type { Reachable } from "../people/channel.ts";
import type { CaseRecord } from "../people/case-record.ts";
import { epochMinuteOf } from "./intervals.ts";
import { addDays, localDateOf, startOfDay, type LocalDate } from "./local-time.ts";
import { noticeOf, type Notice } from "./notice.ts";
import type { SearchParties } from "./search-parties.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";

/** What the meeting's type, the case and the configuration ask of a time, apart from people's calendars. Epoch minutes. */
export interface SearchRules {
  /** The present, rounded up to the minute: nothing starts earlier. */
  readonly now: number;
  /** The notice there should be, also when it is done without. */
  readonly notice: Notice;
  /** The end of the period of notice; the present when it is done without. */
  readonly noticeUntil: number;
  /** When the meeting serves its purpose; always, where its type or the case says nothing. */
  readonly servesFrom: number;
  readonly servesUntil: number;
  /** The same as dates, both included, and the day of the sick-leave case today. */
  readonly window: { readonly fromOn: LocalDate; readonly toOn: LocalDate; readonly chainDay: number } | null;
  /** As far ahead as meetings are booked. */
  readonly bookableUntil: number;
}

/**
 * The rules for a meeting of a type with the individual of a case.
 *
 * @param calendar the days that count as closed.
 */
export function searchRulesOf(
  { type, loosen = [], ignoreMeetingId }: Pick<SearchParties, "type" | "loosen" | "ignoreMeetingId">,
  about: Reachable & Pick<CaseRecord, "chainDay" | "chainDayOn">,
  now: Date,
  calendar: CalendarOptions,
): SearchRules {
  const today = localDateOf(now);
  const notice = noticeOf(type, about, ignoreMeetingId ? "move" : "book", now, calendar);
  const nowMinute = Math.ceil(now.getTime() / 60_000);
  const noticeUntil = epochMinuteOf(notice.endsAt);
  const window = servingWindowOf(type, about, today);
  return {
    now: nowMinute,
    notice,
    noticeUntil: loosen.includes("notice") ? nowMinute : Math.max(nowMinute, noticeUntil),
    servesFrom: window ? epochMinuteOf(startOfDay(window.fromOn)) : -Infinity,
    servesUntil: window ? epochMinuteOf(startOfDay(addDays(window.toOn, 1))) : Infinity,
    window,
    bookableUntil: epochMinuteOf(startOfDay(addDays(today, HORIZON_DAYS + 1))),
  };
}

function servingWindowOf(
  type: SearchParties["type"],
  entered: Pick<CaseRecord, "chainDay" | "chainDayOn">,
  today: LocalDate,
): SearchRules["window"] {
  const { window } = MEETING_TYPE[type];
  const chainDay = chainDayOn(entered, today);
  if (!window || chainDay === null) return null;
  return {
    fromOn: addDays(today, window.fromChainDay - chainDay),
    toOn: addDays(today, window.toChainDay - chainDay),
    chainDay,
  };
}
