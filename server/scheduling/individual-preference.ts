import { epochMinuteOf, normalise, type Interval } from "./intervals.ts";
import type { LocalDay } from "./local-days.ts";
import { instantAt, weekdayOf, type LocalDate, type Weekday } from "./local-time.ts";

/** The parts of a day that people choose between, in minutes after 00:00 on the Swedish wall clock. */
export const PARTS_OF_DAY = {
  forenoon: { startMinutes: 0, endMinutes: 12 * 60 },
  afternoon: { startMinutes: 12 * 60, endMinutes: 24 * 60 },
} as const;
export type PartOfDay = keyof typeof PARTS_OF_DAY;

/** When an individual can come, or would rather: what is left out does not matter to them. */
export interface IndividualPreference {
  readonly weekdays?: readonly Weekday[];
  readonly partsOfDay?: readonly PartOfDay[];
  /** Not before this date. */
  readonly earliestOn?: LocalDate;
}

/** The time on some days that agrees with a preference, as the search takes it. Noon is noon on both sides of a clock change. */
export function expandPreference(
  { weekdays, partsOfDay = ["forenoon", "afternoon"], earliestOn = "" }: IndividualPreference,
  days: readonly LocalDay[],
): Interval[] {
  return normalise(
    days
      .filter(({ on }) => on >= earliestOn && (weekdays?.includes(weekdayOf(on)) ?? true))
      .flatMap(({ on }) =>
        partsOfDay.map((part) => ({
          start: epochMinuteOf(instantAt(on, PARTS_OF_DAY[part].startMinutes)),
          end: epochMinuteOf(instantAt(on, PARTS_OF_DAY[part].endMinutes)),
        })),
      ),
  );
}
