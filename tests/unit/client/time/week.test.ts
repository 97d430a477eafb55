import fc from "fast-check";
import { expect, test } from "vitest";
import {
  datesOfWeek,
  mondayOf,
  mondayOfCode,
  weekCode,
  weekNumberOf,
} from "../../../../client/src/time/week.ts";

const dates = fc
  .date({ min: new Date("2000-01-10"), max: new Date("2199-12-20"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test.each([
  ["2026-11-22", "2026-11-16", 47],
  ["2026-11-23", "2026-11-23", 48],
  ["2027-01-03", "2026-12-28", 53],
  ["2027-01-04", "2027-01-04", 1],
  ["2024-12-31", "2024-12-30", 1],
])("%s is in the week of Monday %s, number %i", (on, mondayOn, number) => {
  expect(mondayOf(on)).toBe(mondayOn);
  expect(weekNumberOf(on)).toBe(number);
});

test("a week's code leads back to its Monday, for any date", () => {
  fc.assert(
    fc.property(dates, (on) => {
      expect(mondayOfCode(weekCode(on))).toBe(mondayOf(on));
      expect(datesOfWeek(mondayOf(on))).toContain(on);
    }),
  );
});

test.each(["2026-W54", "2025-W53", "2026-W00", "2026-43", "26-W43", "", undefined, ["2026-W43"]])(
  "%j is the code of no week",
  (code) => expect(mondayOfCode(code)).toBeUndefined(),
);
