import type { Absence, NewAbsence } from "../../../../server/calendars/calendars.contract.ts";
import { addDays } from "../../time/calendar-dates.ts";
import { clockAt } from "../../time/clock-at.ts";
import { dateOf, formatTimeOfDay } from "../../time/format-time.ts";
import { instantAt } from "../../time/instant-at.ts";
import type { Period } from "./days-of-week.ts";

/** An absence while it is filled in. Both extents are kept while one changes one's mind. */
export interface AbsenceDraft {
  kind: NewAbsence["kind"];
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
const MIDNIGHT = "00:00";

/** The times of day that can be chosen: each quarter of the day that anybody is booked in. */
export const CLOCKS: readonly string[] = Array.from(
  { length: (LAST_MINUTE - FIRST_MINUTE) / QUARTER + 1 },
  (_, step) => clockAt(FIRST_MINUTE + step * QUARTER),
);

/** A whole day, until something else is said. */
export function emptyAbsence(on: string): AbsenceDraft {
  return { kind: "away", extent: "days", firstOn: on, lastOn: on, from: "08:00", to: "12:00", title: "" };
}

/** A period that one has pointed out, or an absence that is to be changed; undefined for one that the form can't say. */
export function draftFrom(period: Period & Partial<Absence>): AbsenceDraft | undefined {
  const { startAt, endAt, kind = "away", title } = period;
  const firstOn = dateOf(startAt);
  const endOn = dateOf(endAt);
  const from = clockOf(startAt);
  const to = clockOf(endAt);
  const draft = { ...emptyAbsence(firstOn), kind, title: title ?? "" };
  if (from === MIDNIGHT && to === MIDNIGHT) return { ...draft, lastOn: addDays(endOn, -1) };
  return firstOn === endOn ? { ...draft, extent: "partOfDay", from, to } : undefined;
}

/** The absence as the server takes it: whole days end when the day after begins. */
export function absenceToSend({ kind, extent, firstOn, lastOn, from, to, title }: AbsenceDraft): NewAbsence {
  const period =
    extent === "days"
      ? { startAt: instantAt(firstOn), endAt: instantAt(addDays(lastOn, 1)) }
      : { startAt: instantAt(firstOn, from), endAt: instantAt(firstOn, to) };
  return { ...period, title: title.trim() || null, kind };
}

/** `HH:MM` in Sweden. */
function clockOf(instant: string): string {
  return formatTimeOfDay(instant).replace(".", ":");
}
