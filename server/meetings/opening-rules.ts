import type { Violation } from "../platform/domain-error.ts";
import { daysBetween, localDateOf, type LocalDate } from "../scheduling/local-time.ts";
import type { SearchDates } from "../scheduling/search-free-times.ts";
import { addWorkingDays } from "../scheduling/swedish-calendar.ts";
import type { Opening } from "./meeting-record.ts";
import type { OpenMeeting } from "./meetings.contract.ts";
import { SELF_BOOKING } from "./booking-limits.ts";

type OpeningDates = Pick<Opening, "fromOn" | "untilOn">;

/** The first date on which a time picked on a date can be: a working day lies between, for those who are to come. */
function firstPickableOn(on: LocalDate): LocalDate {
  return addWorkingDays(on, SELF_BOOKING.noticeWorkingDays);
}

/** The dates of an opening on which somebody who picks a time now can have it; undefined when none are left. */
export function datesToPick({ fromOn, untilOn }: OpeningDates, now: Date): SearchDates | undefined {
  const first = firstPickableOn(localDateOf(now));
  const from = fromOn > first ? fromOn : first;
  return from <= untilOn ? { from, to: untilOn } : undefined;
}

/** Whether somebody who picks a time now may pick one that starts then, as far as its date goes. */
export function isPickable(startsAt: Date, opening: OpeningDates, now: Date): boolean {
  const dates = datesToPick(opening, now);
  const on = localDateOf(startsAt);
  return dates !== undefined && on >= dates.from && on <= dates.to;
}

/** What is wrong with when the individual is to pick a time, and among which days. */
export function openingViolations(
  { opening: { fromOn, untilOn }, answerBy }: OpenMeeting,
  { now, today }: { readonly now: Date; readonly today: LocalDate },
): Violation[] {
  const isLong = daysBetween(fromOn, untilOn) > SELF_BOOKING.longestPeriodDays;
  const deadline = new Date(answerBy);
  const isLate = firstPickableOn(localDateOf(deadline)) > untilOn;
  return [
    ...(untilOn < today
      ? [
          {
            pointer: "/opening/untilOn",
            code: "in_the_past",
            detail: "Välj en period som inte har passerat.",
          },
        ]
      : []),
    ...(isLong
      ? [{ pointer: "/opening/untilOn", code: "too_long", detail: "Välj en period på högst åtta veckor." }]
      : []),
    ...(deadline <= now || isLate
      ? [
          {
            pointer: "/answerBy",
            code: "deadline_out_of_range",
            detail: "Personen behöver kunna välja senast ett par arbetsdagar före periodens slut.",
          },
        ]
      : []),
  ];
}

const HALF_HOUR_MS = 30 * 60_000;

/**
 * Fewer times to choose among: each at least half an hour after the one before on its day. Every stretch of free time keeps its first.
 *
 * @param times in order.
 */
export function calmStarts<Time extends { readonly startAt: Date }>(times: readonly Time[]): Time[] {
  let last = -Infinity;
  return times.filter(({ startAt }) => {
    if (startAt.getTime() - last < HALF_HOUR_MS) return false;
    last = startAt.getTime();
    return true;
  });
}
