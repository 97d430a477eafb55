import { describe, expect, test } from "vitest";
import { instantOfEpochMinute } from "../../../server/scheduling/intervals.ts";
import type { Weekday } from "../../../server/scheduling/local-time.ts";
import type { WeeklyHours } from "../../../server/scheduling/working-hours.ts";
import { expandWorkingHours } from "../../../server/scheduling/working-hours.ts";

const at = (weekday: Weekday, startHour: number, endHour: number): WeeklyHours => ({
  weekday,
  startMinutes: startHour * 60,
  endMinutes: endHour * 60,
});

function expand(hours: WeeklyHours[], first: string, last: string, options = {}): string[] {
  return expandWorkingHours(hours, { first, last }, options).map(({ start, end }) =>
    [start, end].map((minute) => instantOfEpochMinute(minute).toISOString().slice(0, 16)).join("/"),
  );
}

describe("weekly hours as real time", () => {
  test("every stretch of each weekday is found on the dates asked for, the last included", () => {
    expect(expand([at(2, 13, 16), at(1, 8, 12), at(2, 8, 12)], "2026-11-23", "2026-11-24")).toEqual([
      "2026-11-23T07:00/2026-11-23T11:00",
      "2026-11-24T07:00/2026-11-24T11:00",
      "2026-11-24T12:00/2026-11-24T15:00",
    ]);
  });

  test("a Monday keeps its clock time on both sides of the spring and the autumn change", () => {
    expect(expand([at(1, 8, 16)], "2026-03-23", "2026-03-30")).toEqual([
      "2026-03-23T07:00/2026-03-23T15:00",
      "2026-03-30T06:00/2026-03-30T14:00",
    ]);
    expect(expand([at(1, 8, 16)], "2026-10-19", "2026-10-26")).toEqual([
      "2026-10-19T06:00/2026-10-19T14:00",
      "2026-10-26T07:00/2026-10-26T15:00",
    ]);
  });

  test("a whole Sunday is 23 hours long when summer time begins and 25 when it ends", () => {
    const minutes = (date: string): number[] =>
      expandWorkingHours([at(7, 0, 24)], { first: date, last: date }).map(({ start, end }) => end - start);
    expect(minutes("2026-03-29")).toEqual([23 * 60]);
    expect(minutes("2026-10-25")).toEqual([25 * 60]);
  });

  test("a public holiday or a closed eve has no hours, and an eve that is open has", () => {
    const allWeek = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => at(weekday, 8, 16));
    const starts = (options = {}): string[] =>
      expand(allWeek, "2026-12-23", "2026-12-27", options).map((stretch) => stretch.slice(0, 10));
    expect(starts()).toEqual(["2026-12-23", "2026-12-27"]);
    expect(starts({ closedEves: [] })).toEqual(["2026-12-23", "2026-12-24", "2026-12-27"]);
  });

  test("a stretch that ends when it starts holds no time, and minutes outside a day are refused", () => {
    expect(expand([at(1, 8, 8)], "2026-11-23", "2026-11-23")).toEqual([]);
    expect(() => expand([at(1, 8, 25)], "2026-11-23", "2026-11-23")).toThrow(RangeError);
  });
});
