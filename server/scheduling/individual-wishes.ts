import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Interval } from "./intervals.ts";
import { intervalOf, normalise } from "./intervals.ts";
import { addDays, instantAt, minutesOfDayOf, startOfDay, weekdayOf, type LocalDate } from "./local-time.ts";
import type { LocalDay } from "./local-days.ts";

export type PartOfDay = "morning" | "midday" | "afternoon";

/** When the individual would rather come, as they answered "another time, please". Empty lists: whenever. */
export interface IndividualWishes {
  readonly weekdays: readonly number[];
  readonly partsOfDay: readonly PartOfDay[];
  readonly earliestOn: LocalDate | null;
}

/** Keeps what an individual wishes, in place of what they wished before: the searches from then on go by it. */
export type KeepWishes = (
  personId: string,
  wishes: IndividualWishes,
  unitOfWork: UnitOfWork,
) => Promise<void>;

/** Minutes after 00:00 on the wall clock. The parts overlap a little: half past eleven is morning to some, midday to others. */
const PART_OF_DAY: Readonly<Record<PartOfDay, readonly [from: number, to: number]>> = {
  morning: [0, 12 * 60],
  midday: [10 * 60 + 30, 14 * 60],
  afternoon: [12 * 60, 24 * 60],
};

/** The parts of the day that a time between two instants of one day lies within. */
export function partsOfDayAround(startsAt: Date, endsAt: Date): PartOfDay[] {
  const from = minutesOfDayOf(startsAt);
  const to = from + (endsAt.getTime() - startsAt.getTime()) / 60_000;
  return (Object.keys(PART_OF_DAY) as PartOfDay[]).filter(
    (part) => PART_OF_DAY[part][0] <= from && to <= PART_OF_DAY[part][1],
  );
}

/** The time on some days that fits the wishes, in epoch minutes; undefined when nothing is wished for. */
export function wishedTimeOn(
  days: readonly LocalDay[],
  { weekdays, partsOfDay, earliestOn }: IndividualWishes,
): Interval[] | undefined {
  if (weekdays.length === 0 && partsOfDay.length === 0 && earliestOn === null) return undefined;
  const fits = ({ on }: LocalDay) =>
    (weekdays.length === 0 || weekdays.includes(weekdayOf(on))) && (earliestOn === null || on >= earliestOn);
  return normalise(
    days.filter(fits).flatMap(({ on }) =>
      partsOfDay.length === 0
        ? [intervalOf(startOfDay(on), startOfDay(addDays(on, 1)))]
        : partsOfDay.map((part) => {
            const [from, to] = PART_OF_DAY[part];
            return intervalOf(instantAt(on, from), instantAt(on, to));
          }),
    ),
  );
}
