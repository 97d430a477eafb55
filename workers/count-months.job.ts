import type { CountMonths } from "../server/followup/figures/count-month.ts";
import type { NoteCapacity } from "../server/followup/figures/note-capacity.ts";
import type { Clock } from "../server/platform/clock.ts";
import { minutesOfDayOf } from "../server/scheduling/local-time.ts";

/** From midnight until hardly anybody works: the month before last closes as the day changes. */
const NIGHT_UNTIL = 5 * 60;

/** Notes the joint time of the month that is over and counts the months that have closed, at night, however often it is asked. What is counted is known from the database. */
export function createCountMonthsJob({
  countMonths,
  noteCapacity,
  clock,
}: {
  countMonths: Pick<CountMonths, "countDue">;
  noteCapacity: NoteCapacity;
  clock: Clock;
}): () => Promise<void> {
  return async () => {
    if (minutesOfDayOf(clock.now()) >= NIGHT_UNTIL) return;
    await noteCapacity();
    await countMonths.countDue();
  };
}
