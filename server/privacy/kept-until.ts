import { addDays, localDateOf, startOfDay, type LocalDate } from "../scheduling/local-time.ts";
import { RETENTION, type Keep, type RetentionKind } from "./retention-table.ts";

/**
 * What happened before this midnight in Sweden has been kept its time. Counted in whole days, so that a night's run does the same
 * whenever in the night it begins. Years are calendar years: from 29 February one counts as from the 28th.
 */
export function keptFrom(keep: Keep, now: Date): Date {
  return startOfDay(earlier(localDateOf(now), keep));
}

/** Whether a day of the trail had been kept its time at an instant. */
export function isTrailKeptItsTime(day: LocalDate, at: Date): boolean {
  return startOfDay(addDays(day, 1)) <= keptFrom(keepOf("audit"), at);
}

/** How long the table says that a kind is kept. */
export function keepOf(kind: RetentionKind): Keep {
  return RETENTION.find((rule) => rule.kind === kind)!.keep;
}

function earlier(date: LocalDate, keep: Keep): LocalDate {
  if ("days" in keep) return addDays(date, -keep.days);
  const [year, month, day] = date.split("-") as [string, string, string];
  const sameDay = `${String(Number(year) - keep.years)}-${month}-`;
  return month === "02" && day === "29" ? `${sameDay}28` : `${sameDay}${day}`;
}
