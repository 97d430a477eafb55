import { describe, expect, test } from "vitest";
import { epochMinuteOf, instantOfEpochMinute } from "../../../server/scheduling/intervals.ts";
import { findJointFreeTimes } from "../../../server/scheduling/joint-free-time.ts";
import type { Weekday } from "../../../server/scheduling/local-time.ts";
import {
  addDays,
  datesBetween,
  localDateOf,
  minutesOfDayOf,
  startOfDay,
  weekdayOf,
} from "../../../server/scheduling/local-time.ts";
import { closedDayOn } from "../../../server/scheduling/swedish-calendar.ts";
import { expandWorkingHours } from "../../../server/scheduling/working-hours.ts";

const YEARS = Array.from({ length: 10 }, (_, index) => 2025 + index);
const ALL_WEEK: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

function lastSundayOf(month: string): string {
  const last = `${month}-31`;
  return addDays(last, -(weekdayOf(last) % 7));
}
const CHANGES = YEARS.flatMap((year) => [lastSundayOf(`${year}-03`), lastSundayOf(`${year}-10`)]);

/** Both sides work the same hours every weekday from three days before the change to three days after it. */
function timesAround(change: string, startMinutes: number, endMinutes: number) {
  const dates = { first: addDays(change, -3), last: addDays(change, 3) };
  const hours = ALL_WEEK.map((weekday) => ({ weekday, startMinutes, endMinutes }));
  const workingTime = expandWorkingHours(hours, dates);
  return findJointFreeTimes({
    sides: ["fk", "af"].map((side) => ({
      side,
      candidates: [{ personId: side, workingTime, busyTime: [] }],
    })),
    individual: { busyTime: [] },
    window: {
      from: epochMinuteOf(startOfDay(dates.first)),
      to: epochMinuteOf(startOfDay(addDays(dates.last, 1))),
    },
    durationMinutes: 60,
    gridMinutes: 15,
    notBefore: 0,
  });
}

describe.each(CHANGES)("the clock change of %s", (change) => {
  const open = datesBetween(addDays(change, -3), addDays(change, 3)).filter((date) => !closedDayOn(date));

  test("office hours give the same local starts every open day, none lost and none doubled", () => {
    const times = timesAround(change, 8 * 60, 16 * 60);
    const quarters = Array.from({ length: 29 }, (_, index) => 8 * 60 + index * 15);
    const found = times.map(({ startMinute }) => {
      const startAt = instantOfEpochMinute(startMinute);
      return `${localDateOf(startAt)} ${minutesOfDayOf(startAt)}`;
    });
    expect(found).toEqual(open.flatMap((date) => quarters.map((quarter) => `${date} ${quarter}`)));
    for (const { startMinute, endMinute } of times) expect(endMinute - startMinute).toBe(60);
  });

  test("round the clock, the starts through the change are a quarter apart and no local day has another's", () => {
    const starts = timesAround(change, 0, 24 * 60).map(({ startMinute }) => startMinute);
    const onChange = starts.filter((start) => localDateOf(instantOfEpochMinute(start)) === change);
    const hours = change.includes("-03-") ? 23 : 25;
    expect(onChange).toHaveLength(closedDayOn(change) ? 0 : hours * 4);
    expect(new Set(starts).size).toBe(starts.length);
    onChange.slice(1).forEach((start, index) => expect(start - (onChange[index] ?? 0)).toBe(15));
  });
});
