import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import {
  ZONE,
  addDays,
  datesBetween,
  daysBetween,
  instantAt,
  isoWeekOf,
  localDateOf,
  minutesOfDayOf,
  startOfDay,
  weekdayOf,
} from "../../../server/scheduling/local-time.ts";

const utc = (text: string): Date => new Date(text);
const anInstant = fc.date({
  min: utc("1990-01-01T00:00Z"),
  max: utc("2100-12-31T00:00Z"),
  noInvalidDate: true,
});
const aDate = anInstant.map((instant) => instant.toISOString().slice(0, 10));
const inStockholm = (instant: Date): DateTime => DateTime.fromJSDate(instant, { zone: ZONE });

describe("the Swedish date and clock at an instant", () => {
  test("an instant late in the UTC evening belongs to the next Swedish date", () => {
    expect(localDateOf(utc("2026-07-01T22:00:00Z"))).toBe("2026-07-02");
    expect(localDateOf(utc("2026-12-01T22:59:59Z"))).toBe("2026-12-01");
    expect(localDateOf(utc("2026-12-01T23:00:00Z"))).toBe("2026-12-02");
  });

  test("an instant in winter and one in summer show one and two hours more than UTC", () => {
    expect(minutesOfDayOf(utc("2026-01-15T09:30:59Z"))).toBe(10 * 60 + 30);
    expect(minutesOfDayOf(utc("2026-07-15T09:30:00Z"))).toBe(11 * 60 + 30);
  });

  test("any instant between 1990 and 2100 shows what Luxon shows", () => {
    fc.assert(
      fc.property(anInstant, (instant) => {
        expect(localDateOf(instant)).toBe(inStockholm(instant).toISODate());
        expect(minutesOfDayOf(instant)).toBe(inStockholm(instant).hour * 60 + inStockholm(instant).minute);
      }),
      { numRuns: 2000 },
    );
  });

  test("every quarter of the days around both changes of a year shows what Luxon shows", () => {
    for (const day of ["2026-03-28", "2026-10-24"]) {
      for (let quarter = 0; quarter < 4 * 24 * 3; quarter += 1) {
        const instant = new Date(utc(`${day}T00:00Z`).getTime() + quarter * 15 * 60_000);
        expect(minutesOfDayOf(instant)).toBe(inStockholm(instant).hour * 60 + inStockholm(instant).minute);
      }
    }
  });
});

describe("the instant of a time on a date", () => {
  test("a time given as text and as minutes is the same instant", () => {
    expect(instantAt("2026-11-24", "10:15")).toEqual(utc("2026-11-24T09:15:00Z"));
    expect(instantAt("2026-11-24", 10 * 60 + 15)).toEqual(utc("2026-11-24T09:15:00Z"));
  });

  test("a time that spring skips moves forward by the lost hour", () => {
    expect(instantAt("2026-03-29", "01:59")).toEqual(utc("2026-03-29T00:59:00Z"));
    expect(instantAt("2026-03-29", "02:00")).toEqual(utc("2026-03-29T01:00:00Z"));
    expect(instantAt("2026-03-29", "02:30")).toEqual(utc("2026-03-29T01:30:00Z"));
    expect(instantAt("2026-03-29", "03:00")).toEqual(utc("2026-03-29T01:00:00Z"));
  });

  test("a time that autumn shows twice is the first of the two", () => {
    expect(instantAt("2026-10-25", "02:30")).toEqual(utc("2026-10-25T00:30:00Z"));
    expect(instantAt("2026-10-25", "03:00")).toEqual(utc("2026-10-25T02:00:00Z"));
  });

  test("the end of a day is the start of the next, also on days of 23 and 25 hours", () => {
    for (const date of ["2026-03-29", "2026-06-01", "2026-10-25"]) {
      expect(instantAt(date, 1440)).toEqual(startOfDay(addDays(date, 1)));
    }
    const hours = (date: string): number =>
      (startOfDay(addDays(date, 1)).getTime() - startOfDay(date).getTime()) / 3_600_000;
    expect(["2026-03-29", "2026-06-01", "2026-10-25"].map(hours)).toEqual([23, 24, 25]);
  });

  test("any time from 03:00 on any date comes back as that date and time", () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: 180, max: 1439 }), (date, minutes) => {
        const instant = instantAt(date, minutes);
        expect(localDateOf(instant)).toBe(date);
        expect(minutesOfDayOf(instant)).toBe(minutes);
      }),
    );
  });

  test.each([
    ["2026-02-30", 600],
    ["2026-13-01", 600],
    ["26-01-01", 600],
    ["2026-01-01T00:00", 600],
    ["2026-01-01", 1441],
    ["2026-01-01", -1],
    ["2026-01-01", 0.5],
    ["2026-01-01", "24:00"],
    ["2026-01-01", "9:00"],
  ])("a date or time that does not exist (%s, %s) is refused", (date, time) => {
    expect(() => instantAt(date, time)).toThrow(RangeError);
  });
});

describe("dates", () => {
  test("adding days crosses months, leap days and clock changes", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-03-29", 1)).toBe("2026-03-30");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2026-12-31", "2026-01-01")).toBe(-364);
  });

  test("the dates between two dates hold both, and none when they are in the wrong order", () => {
    expect(datesBetween("2026-02-27", "2026-03-01")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
    expect(datesBetween("2026-03-01", "2026-02-27")).toEqual([]);
  });

  test("years around which the week belongs to the other year are numbered as ISO 8601 says", () => {
    expect(isoWeekOf("2026-12-31")).toEqual({ year: 2026, week: 53 });
    expect(isoWeekOf("2027-01-03")).toEqual({ year: 2026, week: 53 });
    expect(isoWeekOf("2024-12-30")).toEqual({ year: 2025, week: 1 });
  });

  test("weekday and week of any date are what Luxon says, also before 1970", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 50_000 }), (days) => {
        const date = addDays("1970-01-01", days);
        const oracle = DateTime.fromISO(date, { zone: "utc" });
        expect(weekdayOf(date)).toBe(oracle.weekday);
        expect(isoWeekOf(date)).toEqual({ year: oracle.weekYear, week: oracle.weekNumber });
      }),
    );
  });
});
