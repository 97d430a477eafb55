import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { freeBusyPeriod } from "../../../server/calendars/free-busy-period.ts";
import { writeFreeBusy } from "../../../server/calendars/free-busy-writer.ts";
import { busyTimeIn } from "../../../server/scheduling/busy-time.ts";
import { epochMinuteOf, instantOfEpochMinute } from "../../../server/scheduling/intervals.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";

const NOW = new Date("2026-03-27T08:30:15.250Z");
const periodOf = (query: unknown) => {
  const { startAt, endAt } = freeBusyPeriod(query, NOW);
  return `${startAt.toISOString()}/${endAt.toISOString()}`;
};

describe("the period asked about", () => {
  test.each([
    [{}, "2026-03-26T23:00:00.000Z/2026-05-07T23:00:00.000Z"],
    [
      { start: "20260328T080000Z", end: "20260330T080000Z" },
      "2026-03-28T08:00:00.000Z/2026-03-30T08:00:00.000Z",
    ],
    [
      { start: "2026-03-28T09:00:59+01:00", end: "2026-03-30T10:00:00.5+0200" },
      "2026-03-28T08:00:00.000Z/2026-03-30T08:00:00.000Z",
    ],
    // The day on which the clock is set forward has 23 hours.
    [{ start: "2026-03-29", end: "20260330" }, "2026-03-28T23:00:00.000Z/2026-03-29T22:00:00.000Z"],
    // 90 dates, in which the clock is set back.
    [{ start: "2026-09-01", end: "2026-11-30" }, "2026-08-31T22:00:00.000Z/2026-11-29T23:00:00.000Z"],
    [{ start: "2026-03-28", tag: "others" }, "2026-03-27T23:00:00.000Z/2026-05-08T23:00:00.000Z"],
  ])("%j is %s", (query, period) => expect(periodOf(query)).toBe(period));

  test.each([
    { start: "2026-03-28T09:00:00" },
    { start: "20260328T090000" },
    { start: "yesterday" },
    { start: "" },
    { start: "2026-02-30" },
    { start: "2026-03-28T25:00:00Z" },
    { start: ["2026-03-28", "2026-03-29"] },
    { start: "2026-03-28", end: "2026-03-28" },
    { start: "2026-03-29", end: "2026-03-28" },
    { start: "2026-01-01", end: "2026-04-02" },
    { start: "2026-03-28T00:00:00Z", end: "2026-06-26T02:00:00Z" },
  ])("%j is none", (query) => {
    expect(() => freeBusyPeriod(query, NOW)).toThrow(expect.objectContaining({ code: "malformed" }));
  });

  test("given anything at all, is at most 90 days or refused as malformed", () => {
    const part = fc.oneof(
      fc.string(),
      fc.date({ min: new Date(0), max: new Date("2300-01-01") }).map((at) => {
        return Number.isNaN(at.getTime()) ? "" : at.toISOString();
      }),
    );
    fc.assert(
      fc.property(part, part, (start, end) => {
        try {
          const { startAt, endAt } = freeBusyPeriod({ start, end }, NOW);
          expect(endAt.getTime() - startAt.getTime()).toBeLessThanOrEqual(90 * 86_400_000 + 3_600_000);
        } catch (error) {
          expect(error).toMatchObject({ code: "malformed" });
        }
      }),
    );
  });
});

describe("what is written", () => {
  const period = { startAt: new Date("2026-03-28T00:00:00Z"), endAt: new Date("2026-03-31T00:00:00Z") };
  const first = epochMinuteOf(period.startAt);
  const interval = fc
    .tuple(fc.integer({ min: -600, max: 5_000 }), fc.integer({ min: 1, max: 900 }))
    .map(([start, length]) => ({ start: first + start, end: first + start + length }));
  const intervals = fc.array(interval, { maxLength: 12 });

  test("given any meetings, is clean, and another library reads a minute as busy just when it is", () => {
    fc.assert(
      fc.property(intervals, intervals, intervals, (openTime, away, meetings) => {
        const busy = busyTimeIn(period, { openTime, away, meetings });
        const object = writeFreeBusy({
          about: "feed",
          period,
          at: NOW,
          busy: busy.map(({ start, end }) => ({
            startAt: instantOfEpochMinute(start),
            endAt: instantOfEpochMinute(end),
          })),
        });
        expect(lintCalendar(object)).toEqual([]);
        const calendar = new ICAL.Component(ICAL.parse(object) as unknown[]);
        const read = calendar
          .getFirstSubcomponent("vfreebusy")!
          .getAllProperties("freebusy")
          .map((property) => property.getFirstValue() as ICAL.Period)
          .map(({ start, end }) => ({
            start: epochMinuteOf(start.toJSDate()),
            end: epochMinuteOf(end.toJSDate()),
          }));
        const within = (minute: number) => (found: { start: number; end: number }) =>
          found.start <= minute && minute < found.end;
        for (let minute = first; minute < first + 3 * 1_440; minute += 7) {
          const isFree =
            openTime.some(within(minute)) && !away.some(within(minute)) && !meetings.some(within(minute));
          expect(read.some(within(minute))).toBe(!isFree);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is for the same person and period the same component, and for another person another", () => {
    const uidOf = (about: string) =>
      /UID:(.*)\r\n/.exec(writeFreeBusy({ about, period, busy: [], at: NOW }))?.[1];

    expect(uidOf("one")).toBe(uidOf("one"));
    expect(uidOf("one")).not.toBe(uidOf("other"));
  });
});
