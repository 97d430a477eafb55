import type { NewAbsence } from "../../../../server/calendars/calendars.contract.ts";
import { addDays } from "../../time/calendar-dates.ts";
import { instantAt } from "../../time/instant-at.ts";

/** An absence while it is filled in. Both extents are kept while one changes one's mind. */
export interface AbsenceDraft {
  extent: "days" | "partOfDay";
  firstOn: string;
  lastOn: string;
  /** `HH:MM`, on `firstOn` when it is a part of a day. */
  from: string;
  to: string;
  title: string;
}

const FIRST_MINUTE = 6 * 60;
const LAST_MINUTE = 20 * 60;
const QUARTER = 15;

/** The times of day that can be chosen: each quarter of the day that anybody is booked in. */
export const CLOCKS: readonly string[] = Array.from(
  { length: (LAST_MINUTE - FIRST_MINUTE) / QUARTER + 1 },
  (_, step) => clockAt(FIRST_MINUTE + step * QUARTER),
);

/** A whole day, until something else is said. */
export function emptyAbsence(on: string): AbsenceDraft {
  return { extent: "days", firstOn: on, lastOn: on, from: "08:00", to: "12:00", title: "" };
}

/** The absence as the server takes it: whole days end when the day after begins. */
export function absenceToSend({ extent, firstOn, lastOn, from, to, title }: AbsenceDraft): NewAbsence {
  const period =
    extent === "days"
      ? { startAt: instantAt(firstOn), endAt: instantAt(addDays(lastOn, 1)) }
      : { startAt: instantAt(firstOn, from), endAt: instantAt(firstOn, to) };
  return { ...period, title: title.trim() || null };
}

function clockAt(minutes: number): string {
  const padded = (part: number) => String(part).padStart(2, "0");
  return `${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}`;
}
