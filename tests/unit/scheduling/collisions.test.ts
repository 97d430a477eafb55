import fc from "fast-check";
import { expect, test } from "vitest";
import { outsideOpenTime } from "../../../server/scheduling/collisions.ts";
import { instantOfEpochMinute } from "../../../server/scheduling/intervals.ts";

const at = (start: number, end: number) => ({
  startAt: instantOfEpochMinute(start),
  endAt: instantOfEpochMinute(end),
});

test("a meeting is outside when any minute of it is not open, and inside across two stretches that touch", () => {
  const open = [
    { start: 480, end: 720 },
    { start: 720, end: 960 },
  ];
  const inside = [at(480, 540), at(700, 740), at(900, 960)];
  const outside = [at(479, 540), at(900, 961), at(1000, 1060), at(0, 1440)];

  expect(outsideOpenTime([...inside, ...outside], open, [])).toEqual(outside);
  expect(outsideOpenTime(inside, open, [at(540, 700), at(740, 900)])).toEqual([]);
  expect(outsideOpenTime(inside, open, [at(539, 541)])).toEqual([at(480, 540)]);
});

test("minute by minute the same", () => {
  const stretch = fc
    .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
    .map(([a, b]) => ({ start: a, end: a + b }));
  fc.assert(
    fc.property(fc.array(stretch), fc.array(stretch), fc.array(stretch), (open, away, meetings) => {
      const within = (minute: number) => (one: { start: number; end: number }) =>
        one.start <= minute && minute < one.end;
      const expected = meetings.filter(({ start, end }) =>
        Array.from({ length: end - start }, (_, index) => start + index).some(
          (minute) => !open.some(within(minute)) || away.some(within(minute)),
        ),
      );
      const asPeriods = (all: typeof open) => all.map(({ start, end }) => at(start, end));
      expect(outsideOpenTime(asPeriods(meetings), open, asPeriods(away))).toEqual(asPeriods(expected));
    }),
  );
});
