import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { busyTimeIn, openTimeIn } from "../../../server/scheduling/busy-time.ts";
import { instantOfEpochMinute, intervalOf, type Interval } from "../../../server/scheduling/intervals.ts";
import { expandWorkingHours } from "../../../server/scheduling/working-hours.ts";

const EIGHT_TO_FIVE = expandWorkingHours(
  ([1, 2, 3, 4, 5] as const).map((weekday) => ({
    weekday,
    startMinutes: 8 * 60,
    endMinutes: 17 * 60,
  })),
  { first: "2026-03-01", last: "2026-10-31" },
);
const period = (from: string, to: string) => ({ startAt: new Date(from), endAt: new Date(to) });
const minutes = (from: string, to: string) => intervalOf(new Date(from), new Date(to));
const shown = (intervals: readonly Interval[]) =>
  intervals.map(({ start, end }) =>
    [start, end].map((minute) => instantOfEpochMinute(minute).toISOString().slice(5, 16)).join("–"),
  );
const free = { openTime: EIGHT_TO_FIVE, away: [], meetings: [] };

describe("busy time", () => {
  test("of a working day is all but the working hours", () => {
    const day = period("2026-03-03T00:00+01:00", "2026-03-04T00:00+01:00");

    expect(shown(busyTimeIn(day, free))).toEqual(["03-02T23:00–03-03T07:00", "03-03T16:00–03-03T23:00"]);
  });

  test("of meetings and an absence that touch is one period, from the first to the evening", () => {
    const day = period("2026-03-03T08:00+01:00", "2026-03-03T18:00+01:00");
    const person = {
      ...free,
      meetings: [
        minutes("2026-03-03T14:00+01:00", "2026-03-03T15:00+01:00"),
        minutes("2026-03-03T13:00+01:00", "2026-03-03T14:00+01:00"),
      ],
      away: [minutes("2026-03-03T15:00+01:00", "2026-03-03T17:00+01:00")],
    };

    expect(shown(busyTimeIn(day, person))).toEqual(["03-03T12:00–03-03T17:00"]);
  });

  test.each([
    ["spring forward", "2026-03-27", "2026-03-30", "03-27T16:00–03-30T06:00"],
    ["fall back", "2026-10-23", "2026-10-26", "10-23T15:00–10-26T07:00"],
  ])(
    "over the weekend when clocks %s lasts from five to eight on the wall",
    (_change, friday, monday, busy) => {
      const weekend = period(`${friday}T12:00Z`, `${monday}T12:00Z`);

      expect(shown(busyTimeIn(weekend, free))).toEqual([busy]);
    },
  );

  test("lasts over a public holiday", () => {
    const easter = period("2026-04-02T12:00Z", "2026-04-07T12:00Z");

    expect(shown(busyTimeIn(easter, free))).toEqual(["04-02T15:00–04-07T06:00"]);
  });

  test("of somebody without working hours is the whole period", () => {
    const day = period("2026-03-03T00:00Z", "2026-03-04T00:00Z");

    expect(busyTimeIn(day, { ...free, openTime: [] })).toEqual([intervalOf(day.startAt, day.endAt)]);
  });

  test("and free time together are the period, and nobody can tell how busy time was divided", () => {
    const start = minutes("2026-03-02T00:00Z", "2026-03-02T00:00Z").start;
    const taken = fc.array(
      fc.tuple(fc.nat(5 * 96), fc.integer({ min: 1, max: 8 })).map(([quarter, length]) => ({
        start: start + quarter * 15,
        end: start + (quarter + length) * 15,
      })),
      { maxLength: 12 },
    );
    const week = period("2026-03-02T00:00Z", "2026-03-07T00:00Z");
    fc.assert(
      fc.property(taken, taken, (absences, occupied) => {
        const busy = busyTimeIn(week, { ...free, away: absences, meetings: occupied });
        const minuteByMinute = [...absences, ...occupied].flatMap((interval) =>
          Array.from({ length: interval.end - interval.start }, (_, index) => ({
            start: interval.start + index,
            end: interval.start + index + 1,
          })),
        );
        const hours = openTimeIn(week, EIGHT_TO_FIVE);
        const isIn = (intervals: readonly Interval[], minute: number) =>
          intervals.some((interval) => interval.start <= minute && minute < interval.end);

        expect(busyTimeIn(week, { ...free, away: [], meetings: minuteByMinute })).toEqual(busy);
        for (let minute = start; minute < start + 5 * 1440; minute += 15) {
          const available = isIn(hours, minute) && !isIn(absences, minute) && !isIn(occupied, minute);
          expect(isIn(busy, minute)).toBe(!available);
        }
      }),
      { numRuns: 30 },
    );
  });
});

test("working time is cut at the ends of the period", () => {
  const morning = period("2026-03-03T10:00+01:00", "2026-03-03T11:30+01:00");

  expect(shown(openTimeIn(morning, EIGHT_TO_FIVE))).toEqual(["03-03T09:00–03-03T10:30"]);
});
