import { expect, test } from "vitest";
import { epochMinuteOf } from "../../../server/scheduling/intervals.ts";
import { localDaysIn } from "../../../server/scheduling/local-days.ts";
import { windowOf } from "../../support/search-situation.ts";

test("local days follow each other without a gap, 23 and 25 hours long when the clock changes", () => {
  for (const [first, last, hours] of [
    ["2026-03-28", "2026-03-30", [24, 23, 24]],
    ["2026-10-24", "2026-10-26", [24, 25, 24]],
  ] as const) {
    const days = localDaysIn(windowOf(first, last));
    expect(days.map(({ start, end }) => (end - start) / 60)).toEqual(hours);
    days.slice(1).forEach((day, index) => expect(day.start).toBe(days[index]!.end));
  }
});

test("a day is told by the Swedish date, also when the window begins on the date before in UTC", () => {
  const [day] = localDaysIn({
    from: epochMinuteOf(new Date("2026-11-23T23:30Z")),
    to: epochMinuteOf(new Date("2026-11-23T23:45Z")),
  });
  expect(day).toMatchObject({ on: "2026-11-24", start: epochMinuteOf(new Date("2026-11-23T23:00Z")) });
});

test("weeks are counted from the first day's, Monday to Sunday, over a new year", () => {
  const days = localDaysIn(windowOf("2026-12-30", "2027-01-11"));
  expect(days.map(({ week }) => week)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2]);
});

test("a closed day says whether it is a holiday or an ordinary weekend", () => {
  const days = localDaysIn(windowOf("2026-12-23", "2026-12-27"));
  expect(days.map(({ closed }) => closed)).toEqual([undefined, "holiday", "holiday", "holiday", "weekend"]);
  const [eve] = localDaysIn(windowOf("2026-12-24", "2026-12-24"), { closedEves: [] });
  expect(eve?.closed).toBeUndefined();
});

test("an empty window has no days", () => {
  expect(localDaysIn({ from: 10, to: 10 })).toEqual([]);
});
