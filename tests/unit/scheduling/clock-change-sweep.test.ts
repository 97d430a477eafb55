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
import { expandPreference } from "../../../server/scheduling/individual-preference.ts";
import { localDaysIn } from "../../../server/scheduling/local-days.ts";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import { expandWorkingHours } from "../../../server/scheduling/working-hours.ts";
import { minuteAt, windowOf } from "../../support/search-situation.ts";

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

  test("buffers, caps by local day, deadline and preferences keep to the wall clock through the change", () => {
    const dates = { first: addDays(change, -3), last: addDays(change, 3) };
    const window = windowOf(dates.first, dates.last);
    const days = localDaysIn(window);
    const hours = ALL_WEEK.map((weekday) => ({ weekday, startMinutes: 0, endMinutes: 24 * 60 }));
    const workingTime = expandWorkingHours(hours, dates);
    const fullOn = days.map(({ on }) => Number(on === addDays(change, 1)));
    const times = rankJointTimes(
      {
        sides: ["fk", "af"].map((side) => ({
          side,
          candidates: [
            {
              personId: side,
              workingTime,
              busyTime: [],
              bufferBeforeMinutes: 30,
              bufferAfterMinutes: 30,
              capPerDay: { most: 1, meetings: fullOn },
            },
          ],
        })),
        individual: { busyTime: [], possibleTime: expandPreference({ partsOfDay: ["forenoon"] }, days) },
        window,
        days,
        deadline: minuteAt(dates.last, "10:00"),
        durationMinutes: 60,
        gridMinutes: 15,
        notBefore: window.from,
      },
      { by: "time" },
    );
    const found = times.map(({ startMinute }) => {
      const startAt = instantOfEpochMinute(startMinute);
      return { on: localDateOf(startAt), clock: minutesOfDayOf(startAt) };
    });
    const between = (from: number, to: number) => found.filter(({ clock }) => clock >= from && clock < to);
    // On the wall 02:00–03:00 is skipped in spring and shown twice in autumn; away from it every quarter is there once.
    const daytime = between(4 * 60, 12 * 60).map(({ on, clock }) => `${on} ${clock}`);
    expect(daytime).toEqual(
      open
        .filter((on) => on !== addDays(change, 1))
        .flatMap((on) =>
          quartersBetween(4 * 60, on === dates.last ? 9 * 60 : 11 * 60).map((clock) => `${on} ${clock}`),
        ),
    );
    for (const { startMinute, endMinute } of times) expect(endMinute - startMinute).toBe(60);
  });
});

function quartersBetween(first: number, last: number): number[] {
  return Array.from({ length: (last - first) / 15 + 1 }, (_, index) => first + index * 15);
}
