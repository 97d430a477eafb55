import { expect, test } from "vitest";
import { isTrailKeptItsTime, keptFrom } from "../../../server/privacy/kept-until.ts";

test.each([
  ["2026-11-22T03:00:00Z", { years: 5 }, "2021-11-21T23:00:00.000Z"],
  ["2026-07-01T01:00:00Z", { years: 1 }, "2025-06-30T22:00:00.000Z"],
  ["2028-02-29T02:00:00Z", { years: 5 }, "2023-02-27T23:00:00.000Z"],
  ["2028-02-29T02:00:00Z", { years: 4 }, "2024-02-27T23:00:00.000Z"],
  ["2026-03-30T02:00:00Z", { days: 1 }, "2026-03-28T23:00:00.000Z"],
  ["2026-01-15T23:30:00Z", { days: 30 }, "2025-12-16T23:00:00.000Z"],
])("at %s, kept %o: what came before %s has been kept its time", (now, keep, expected) => {
  expect(keptFrom(keep, new Date(now)).toISOString()).toBe(expected);
});

test("a day of the trail: kept its time when ten years have passed since it ended, not a day before", () => {
  expect(isTrailKeptItsTime("2016-11-21", new Date("2026-11-22T03:00:00Z"))).toBe(true);
  expect(isTrailKeptItsTime("2016-11-22", new Date("2026-11-22T03:00:00Z"))).toBe(false);
});
