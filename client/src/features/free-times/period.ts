import { addDays, today } from "../../time/calendar-dates.ts";

/** The dates to search in, both included; as typed, so perhaps not dates yet. */
export interface Period {
  fromOn: string;
  toOn: string;
}

const FOUR_WEEKS = 28;

/** The next four weeks. */
export function nextWeeks(): Period {
  return fourWeeksFrom(today());
}

/** Four weeks from a date. */
export function fourWeeksFrom(fromOn: string): Period {
  return { fromOn, toOn: addDays(fromOn, FOUR_WEEKS) };
}

/** The same period and four weeks more. */
export function extended({ fromOn, toOn }: Period): Period {
  return { fromOn, toOn: addDays(toOn, FOUR_WEEKS) };
}

/** The same period, made longer so that a date is in it. */
export function including({ fromOn, toOn }: Period, on: string): Period {
  return { fromOn: on < fromOn ? on : fromOn, toOn: on > toOn ? on : toOn };
}
