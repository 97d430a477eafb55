import fc from "fast-check";
import { expect, test } from "vitest";
import { dateOf } from "../../../../client/src/time/format-time.ts";
import { instantAt } from "../../../../client/src/time/instant-at.ts";

test.each([
  ["2026-10-24", "09:00", "2026-10-24T07:00:00Z"],
  ["2026-10-25", "00:00", "2026-10-24T22:00:00Z"],
  ["2026-10-26", "00:00", "2026-10-25T23:00:00Z"],
  ["2027-03-29", "09:00", "2027-03-29T07:00:00Z"],
])("clocks in Sweden show %s %s at %s", (on, clock, instant) => {
  expect(instantAt(on, clock)).toBe(instant);
});

test("a time that the clock change skips is an hour later, and of one that comes twice it is the first", () => {
  expect(instantAt("2027-03-28", "02:30")).toBe(instantAt("2027-03-28", "03:30"));
  expect(instantAt("2026-10-25", "02:30")).toBe("2026-10-25T00:30:00Z");
});

test("a day begins on its own date, for any date", () => {
  const dates = fc.date({ min: new Date("2000-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      const on = date.toISOString().slice(0, 10);
      expect(dateOf(instantAt(on))).toBe(on);
    }),
  );
});
