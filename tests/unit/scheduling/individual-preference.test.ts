import { expect, test } from "vitest";
import { expandPreference } from "../../../server/scheduling/individual-preference.ts";
import { localDaysIn } from "../../../server/scheduling/local-days.ts";
import { addDays, type LocalDate } from "../../../server/scheduling/local-time.ts";
import { during, minuteAt, TUESDAY, windowOf } from "../../support/search-situation.ts";

const daysOf = (first: LocalDate, last: LocalDate) => localDaysIn(windowOf(first, last));
const midnight = (date: LocalDate) => minuteAt(date, "00:00");

test("without wishes all of every day agrees", () => {
  const { from, to } = windowOf(TUESDAY, addDays(TUESDAY, 2));
  expect(expandPreference({}, daysOf(TUESDAY, addDays(TUESDAY, 2)))).toEqual([{ start: from, end: to }]);
});

test("weekdays and parts of day agree together, from the earliest date on", () => {
  const preference = {
    weekdays: [2] as const,
    partsOfDay: ["forenoon"] as const,
    earliestOn: addDays(TUESDAY, 1),
  };
  const nextTuesday = addDays(TUESDAY, 7);
  expect(expandPreference(preference, daysOf(TUESDAY, nextTuesday))).toEqual([
    during(nextTuesday, "00:00", "12:00"),
  ]);
});

test("noon is noon on the wall when the clock changes: the forenoon is an hour shorter or longer", () => {
  for (const [date, hours] of [
    ["2026-03-29", 11],
    ["2026-10-25", 13],
  ] as const) {
    const [forenoon] = expandPreference({ partsOfDay: ["forenoon"] }, daysOf(date, date));
    expect(forenoon).toEqual({ start: midnight(date), end: minuteAt(date, "12:00") });
    expect((forenoon!.end - forenoon!.start) / 60).toBe(hours);
  }
});
