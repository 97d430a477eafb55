import { expect, test } from "vitest";
import { mayChoose, withToggled } from "../../../../client/src/features/free-times/chosen-starts.ts";

const NINE = "2026-11-24T08:00:00.000Z";
const HALF_PAST = "2026-11-24T08:30:00.000Z";
const TEN = "2026-11-24T09:00:00.000Z";
const THURSDAY = "2026-11-26T08:00:00.000Z";
const FRIDAY = "2026-11-27T08:00:00.000Z";
const choice = (starts: string[], most: number) => ({ starts, most, durationMinutes: 60 });

test("when one time is chosen, another takes its place", () => {
  expect(withToggled(TEN, choice([NINE], 1))).toEqual([TEN]);
  expect(withToggled(NINE, choice([NINE], 1))).toEqual([NINE]);
  expect(mayChoose(HALF_PAST, choice([NINE], 1))).toBe(true);
});

test("several chosen times stand in order, and choosing one again takes it back", () => {
  expect(withToggled(NINE, choice([THURSDAY], 3))).toEqual([NINE, THURSDAY]);
  expect(withToggled(NINE, choice([NINE, THURSDAY], 3))).toEqual([THURSDAY]);
});

test("a time that goes into a chosen one can't be offered too, the one right after it can", () => {
  expect(mayChoose(HALF_PAST, choice([NINE], 3))).toBe(false);
  expect(mayChoose(TEN, choice([NINE], 3))).toBe(true);
});

test("when as many as may be are chosen, only those can be taken back", () => {
  const full = choice([NINE, TEN, THURSDAY], 3);
  expect(mayChoose(FRIDAY, full)).toBe(false);
  expect(mayChoose(TEN, full)).toBe(true);
});
