import Holidays from "date-holidays";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, datesBetween } from "../../../server/scheduling/local-time.ts";
import {
  EVES,
  HOLIDAYS,
  addWorkingDays,
  closedDayOn,
  holidayOn,
  isWorkingDay,
  workingDaysBetween,
} from "../../../server/scheduling/swedish-calendar.ts";

const YEARS = Array.from({ length: 2100 - 1990 + 1 }, (_, index) => 1990 + index);
const datesOf = (year: number): string[] => datesBetween(`${year}-01-01`, `${year}-12-31`);
const oracle = new Holidays("SE");
const aDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1990-01-01", days));

/** The oracle knows Whit Monday as an observance only, but until 2004 it was a public holiday. */
function oracleHolidays(year: number): string[] {
  const all = oracle.getHolidays(year);
  const open = all.filter(({ type, rule }) => type === "public" || (year < 2005 && rule === "easter 50"));
  return [...new Set(open.map(({ date }) => date.slice(0, 10)))].sort();
}

describe("public holidays", () => {
  test.each(YEARS)("in %i they are those that date-holidays lists, and no others", (year) => {
    expect(datesOf(year).filter((date) => holidayOn(date) !== undefined)).toEqual(oracleHolidays(year));
  });

  test("in 2026 each has its own name and date", () => {
    const named = datesOf(2026).flatMap((date) => {
      const holiday = holidayOn(date);
      return holiday ? [`${date} ${holiday}`] : [];
    });
    expect(named).toEqual([
      "2026-01-01 new_years_day",
      "2026-01-06 epiphany",
      "2026-04-03 good_friday",
      "2026-04-05 easter_sunday",
      "2026-04-06 easter_monday",
      "2026-05-01 may_day",
      "2026-05-14 ascension_day",
      "2026-05-24 whit_sunday",
      "2026-06-06 national_day",
      "2026-06-20 midsummer_day",
      "2026-10-31 all_saints_day",
      "2026-12-25 christmas_day",
      "2026-12-26 boxing_day",
    ]);
  });

  test("the year the national day took the place of Whit Monday, one ends and the other begins", () => {
    expect([holidayOn("2004-05-31"), holidayOn("2004-06-06")]).toEqual(["whit_monday", undefined]);
    expect([holidayOn("2005-05-16"), holidayOn("2005-06-06")]).toEqual([undefined, "national_day"]);
  });

  test("over the years every name is in use", () => {
    const seen = new Set(YEARS.flatMap(datesOf).map(holidayOn));
    expect(HOLIDAYS.filter((holiday) => !seen.has(holiday))).toEqual([]);
  });
});

describe("closed eves", () => {
  test("left to themselves, midsummer's, Christmas and New Year's Eve are closed on the dates date-holidays lists", () => {
    for (const year of YEARS) {
      const eves = datesOf(year).filter((date) => EVES.some((eve) => closedDayOn(date) === eve));
      const banks = oracle.getHolidays(year).filter(({ type }) => type === "bank");
      expect(eves).toEqual(banks.map(({ date }) => date.slice(0, 10)));
    }
  });

  test("an eve that is not configured as closed is a working day", () => {
    expect(isWorkingDay("2026-12-24")).toBe(false);
    expect(isWorkingDay("2026-12-24", { closedEves: ["midsummer_eve"] })).toBe(true);
    expect(isWorkingDay("2026-06-19", { closedEves: ["midsummer_eve"] })).toBe(false);
    expect(isWorkingDay("2026-06-19", { closedEves: [] })).toBe(true);
  });
});

describe("working days", () => {
  test("the working day before the Tuesday after Easter is Maundy Thursday", () => {
    expect(addWorkingDays("2026-04-07", -1)).toBe("2026-04-02");
    expect(addWorkingDays("2026-04-02", 1)).toBe("2026-04-07");
  });

  test("over Christmas 2026 three working days take more than a week", () => {
    expect(addWorkingDays("2026-12-23", 3)).toBe("2026-12-30");
    expect(addWorkingDays("2026-12-23", 4)).toBe("2027-01-04");
    expect(addWorkingDays("2026-12-23", 4, { closedEves: [] })).toBe("2026-12-30");
  });

  test("no working days from a Sunday is that Sunday", () => {
    expect(addWorkingDays("2026-11-22", 0)).toBe("2026-11-22");
  });

  test("n working days on, the count between the dates is n, and the day found is a working day", () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: 1, max: 60 }), (date, workingDays) => {
        const found = addWorkingDays(date, workingDays);
        expect(isWorkingDay(found)).toBe(true);
        expect(workingDaysBetween(date, found)).toBe(workingDays);
        expect(workingDaysBetween(date, addDays(found, -1))).toBe(workingDays - 1);
      }),
    );
  });

  test("from a working day, n working days forth and back lead home", () => {
    fc.assert(
      fc.property(
        aDate.filter((date) => isWorkingDay(date)),
        fc.integer({ min: 1, max: 60 }),
        (date, workingDays) => {
          expect(addWorkingDays(addWorkingDays(date, workingDays), -workingDays)).toBe(date);
        },
      ),
    );
  });

  test("to a date that is not later there are none", () => {
    expect(workingDaysBetween("2026-11-24", "2026-11-24")).toBe(0);
    expect(workingDaysBetween("2026-11-24", "2026-11-02")).toBe(0);
  });
});
