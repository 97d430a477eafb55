import type { OfficeBusy, OfficeColleague } from "../../../../server/scheduling/office-week.contract.ts";
import { addDays } from "../../time/calendar-dates.ts";
import { instantAt } from "../../time/instant-at.ts";

/** One day of a colleague, cut to the day. */
export interface ColleagueDay {
  readonly openTime: readonly { startAt: string; endAt: string }[];
  readonly busy: readonly OfficeBusy[];
}

/** What of a colleague's week is on a day, in order. */
export function dayOf({ openTime, busy }: OfficeColleague, on: string): ColleagueDay {
  const [from, to] = [instantAt(on), instantAt(addDays(on, 1))].map(Date.parse) as [number, number];
  const cut = <T extends { startAt: string; endAt: string }>(periods: readonly T[]): T[] =>
    periods
      .filter(({ startAt, endAt }) => Date.parse(startAt) < to && Date.parse(endAt) > from)
      .map((period) => ({
        ...period,
        startAt: new Date(Math.max(from, Date.parse(period.startAt))).toISOString(),
        endAt: new Date(Math.min(to, Date.parse(period.endAt))).toISOString(),
      }));
  return { openTime: cut(openTime), busy: cut(busy) };
}

/** Where something stands in a column of a day that shows some hours, in per cent of it. */
export function placeIn(
  on: string,
  { from, to }: { from: number; to: number },
  { startAt, endAt }: { startAt: string; endAt: string },
): { top: string; height: string } {
  const first = Date.parse(instantAt(on, clock(from)));
  const last = Date.parse(instantAt(on, clock(to)));
  const share = (instant: string) =>
    (100 * (Math.min(last, Math.max(first, Date.parse(instant))) - first)) / (last - first);
  return { top: `${share(startAt)}%`, height: `${share(endAt) - share(startAt)}%` };
}

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
