import { addDays, instantAt, localDateOf, minutesOfDayOf } from "../scheduling/local-time.ts";

const EVENING_MINUTES = 20 * 60;
const MORNING_MINUTES = 8 * 60;
/** What would fall in the quiet hours goes out an hour before they begin. */
const BEFORE_QUIET = "19:00";
const MORNING = "08:00";

/** Whether nobody is to be disturbed: from 20 to 8 on the Swedish wall clock. */
export function isQuiet(instant: Date): boolean {
  const minutes = minutesOfDayOf(instant);
  return minutes < MORNING_MINUTES || minutes >= EVENING_MINUTES;
}

/** The instant itself, or what falls in the quiet hours moved to the evening before them. */
export function beforeQuiet(instant: Date): Date {
  if (!isQuiet(instant)) return instant;
  return instantAt(eveningOf(instant), BEFORE_QUIET);
}

/** The instant itself, or the end of the quiet hours it falls in. */
export function afterQuiet(instant: Date): Date {
  if (!isQuiet(instant)) return instant;
  return instantAt(addDays(eveningOf(instant), 1), MORNING);
}

/** The date on which the quiet hours that an instant falls in began. */
function eveningOf(instant: Date) {
  const date = localDateOf(instant);
  return minutesOfDayOf(instant) < MORNING_MINUTES ? addDays(date, -1) : date;
}
