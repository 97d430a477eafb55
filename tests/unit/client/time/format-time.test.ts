import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../../../client/src/locales/i18n.ts";
import {
  dateOf,
  formatDate,
  formatDatesBetween,
  formatDateTime,
  formatDay,
  formatMeetingTime,
  formatMomentOfWeek,
  formatShortDay,
  formatTimeRange,
} from "../../../../client/src/time/format-time.ts";

beforeEach(async () => {
  vi.stubGlobal("document", { documentElement: {} });
  await setLanguage("sv");
});

test("a meeting's time is written out on the Swedish clock, in winter and in summer", () => {
  expect(formatMeetingTime("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z")).toBe(
    "tisdag 24 november 2026 kl. 10.00–11.00",
  );
  expect(formatMeetingTime("2026-07-07T07:00:00Z", "2026-07-07T07:45:00Z")).toBe(
    "tisdag 7 juli 2026 kl. 09.00–09.45",
  );
});

test("an instant late in the evening in UTC belongs to the next day in Sweden", () => {
  expect(formatDay("2026-05-03T22:30:00Z")).toBe("måndag 4 maj 2026");
  expect(formatShortDay("2026-05-03T22:30:00Z")).toBe("4 maj");
  expect(dateOf("2026-05-03T22:30:00Z")).toBe("2026-05-04");
  expect(formatDateTime("2026-05-03T22:30:00Z")).toBe("4 maj 2026 kl. 00.30");
});

test("a calendar date is the same day whatever the zone of the process", () => {
  expect(formatDate("2026-11-27")).toBe("fredag 27 november 2026");
});

test("another language gets its own words and a colon, with the same digits", async () => {
  await setLanguage("en");
  expect(formatDay("2026-11-24T09:00:00Z")).toBe("Tuesday 24 November 2026");
  expect(formatTimeRange("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z")).toBe("10:00–11:00");
  await setLanguage("ar");
  expect(formatTimeRange("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z")).toBe("\u206810:00–11:00\u2069");
  await setLanguage("sv-lattlast");
  expect(formatTimeRange("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z")).toBe("10.00–11.00");
});

test.each([
  ["2026-11-23", "2026-11-29", "23–29 november 2026"],
  ["2026-11-30", "2026-12-06", "30 november – 6 december 2026"],
  ["2026-12-28", "2027-01-03", "28 december 2026 – 3 januari 2027"],
])("the dates from %s to %s are written %s", (firstOn, lastOn, text) => {
  expect(formatDatesBetween(firstOn, lastOn)).toBe(text);
});

test("a deadline is told with its weekday on the Swedish clock, also when that is the day after in UTC", () => {
  expect(formatMomentOfWeek("2026-11-27T15:00:00Z")).toBe("fredag 27 november kl. 16.00");
  expect(formatMomentOfWeek("2026-11-27T23:30:00Z")).toBe("lördag 28 november kl. 00.30");
});
