import { expect, test } from "vitest";
import {
  formatLongDate,
  formatShortDate,
  formatTime,
  formatTimeRange,
} from "../../../server/scheduling/time-text.ts";

test("a date is written out in the language asked for, whatever the zone of the process", () => {
  expect(formatLongDate("2026-11-24", "sv")).toBe("tisdag 24 november 2026");
  expect(formatLongDate("2026-11-24", "en")).toBe("Tuesday 24 November 2026");
  expect(formatLongDate("2027-01-01", "sv")).toBe("fredag 1 januari 2027");
});

test("a date in a list is short, without points", () => {
  expect(formatShortDate("2026-11-24", "sv")).toBe("tis 24 nov");
  expect(formatShortDate("2026-11-24", "en")).toBe("Tue 24 Nov");
  expect(formatShortDate("2026-03-01", "sv")).toBe("sön 1 mars");
});

test("a time is on the Swedish clock, with a point in Swedish and a colon in English", () => {
  expect(formatTime(new Date("2026-11-24T08:05:00Z"), "sv")).toBe("09.05");
  expect(formatTime(new Date("2026-07-24T08:05:00Z"), "en")).toBe("10:05");
});

test("a range has a dash without spaces", () => {
  const startAt = new Date("2026-11-24T09:00:00Z");
  const endAt = new Date("2026-11-24T10:00:00Z");
  expect(formatTimeRange(startAt, endAt, "sv")).toBe("10.00–11.00");
  expect(formatTimeRange(startAt, endAt, "en")).toBe("10:00–11:00");
});

test("in Arabic: words of its own, and the digits that stand on a ticket", () => {
  expect(formatLongDate("2026-11-24", "ar")).toBe("الثلاثاء 24 نوفمبر 2026");
  expect(formatShortDate("2026-11-24", "ar")).toBe("الثلاثاء 24 نوفمبر");
  expect(formatTime(new Date("2026-11-24T08:05:00Z"), "ar")).toBe("09:05");
});
