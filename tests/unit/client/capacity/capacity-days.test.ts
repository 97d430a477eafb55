import { expect, test } from "vitest";
import { capacityDays, formatHours } from "../../../../client/src/features/capacity/capacity-days.ts";
import type { Capacity } from "../../../../server/scheduling/free-times.contract.ts";

const day = (
  on: string,
  fk: number,
  af: number,
  jointHours: number,
  bookedHours = 0,
): Capacity["days"][0] => ({
  on,
  sides: [
    { organisationId: "arbetsformedlingen", officeId: "af", freeHours: af },
    { organisationId: "forsakringskassan", officeId: "fk", freeHours: fk },
  ],
  jointHours,
  bookedHours,
});
const shortages = (...days: Capacity["days"]) => capacityDays({ days }).map(({ shortage }) => shortage);

test("a day without joint time says which agency has none, both, or that they never have it at once", () => {
  expect(
    shortages(
      day("2026-11-23", 12, 10, 8),
      day("2026-11-24", 12, 0, 0),
      day("2026-11-25", 0, 3, 0),
      day("2026-11-26", 0, 0, 0),
      day("2026-11-27", 4, 4, 0),
    ),
  ).toEqual([undefined, "arbetsformedlingen", "forsakringskassan", "nobody", "never_at_once"]);
});

test("a weekend is left out, unless somebody has time or something is booked", () => {
  const { length } = capacityDays({ days: [day("2026-11-28", 0, 0, 0), day("2026-11-29", 0, 0, 0)] });
  expect(length).toBe(0);
  expect(shortages(day("2026-11-28", 2, 0, 0), day("2026-11-29", 0, 0, 0, 1))).toHaveLength(2);
});

test("hours are read with a comma and at most one decimal", () => {
  expect([12, 2.5, 0.75].map(formatHours)).toEqual(["12", "2,5", "0,8"]);
});
