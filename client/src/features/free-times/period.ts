import { addDays, today } from "../../time/calendar-dates.ts";

/** The dates to search in, both included; as typed, so perhaps not dates yet. */
export interface Period {
  fromOn: string;
  toOn: string;
}

const FIRST_SEARCH_DAYS = 28;

/** The next four weeks. */
export function nextWeeks(): Period {
  const fromOn = today();
  return { fromOn, toOn: addDays(fromOn, FIRST_SEARCH_DAYS) };
}
