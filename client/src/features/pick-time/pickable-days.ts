import type { OtherTimeWish, PickableTimes } from "../../../../server/invitations/invitations.contract.ts";
import { dateOf, ZONE } from "../../time/format-time.ts";

export type PickableTime = PickableTimes["times"][number];

/** Which of the times are shown. Empty lists: all of them. */
export interface TimesFilter {
  /** ISO weekdays, 1 = Monday. */
  readonly weekdays: readonly number[];
  readonly partsOfDay: readonly OtherTimeWish["partsOfDay"][number][];
}

/** Hours on the Swedish wall clock within which a time of each part of the day starts. */
const PART_OF_DAY = { morning: [0, 12], midday: [10.5, 14], afternoon: [12, 24] } as const;

/** The times that fit, by day, in order. */
export function daysOf(
  times: readonly PickableTime[],
  { weekdays, partsOfDay }: TimesFilter,
): { readonly on: string; readonly times: readonly PickableTime[] }[] {
  const fits = ({ startAt }: PickableTime) =>
    (weekdays.length === 0 || weekdays.includes(weekdayOf(startAt))) &&
    (partsOfDay.length === 0 || partsOfDay.some((part) => isWithin(hourOf(startAt), PART_OF_DAY[part])));
  const days = new Map<string, PickableTime[]>();
  for (const time of times.filter(fits)) {
    const on = dateOf(time.startAt);
    days.set(on, [...(days.get(on) ?? []), time]);
  }
  return [...days].map(([on, ofDay]) => ({ on, times: ofDay }));
}

function isWithin(hour: number, [from, to]: readonly [number, number]): boolean {
  return hour >= from && hour < to;
}

function weekdayOf(startAt: string): number {
  return new Date(`${dateOf(startAt)}T00:00:00Z`).getUTCDay() || 7;
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "numeric", minute: "numeric" });

function hourOf(startAt: string): number {
  const [hour = 0, minute = 0] = CLOCK.format(new Date(startAt)).split(":").map(Number);
  return hour + minute / 60;
}
