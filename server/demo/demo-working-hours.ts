import type { Weekday } from "../scheduling/local-time.ts";

/** A week of work: the same stretches on each of the weekdays, in hours on the wall clock (12.75 is 12:45). */
export interface DemoWeek {
  readonly weekdays: readonly Weekday[];
  readonly stretches: readonly (readonly [from: number, to: number])[];
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5] as const;

/** The weeks that people in the demo data work. */
export const DEMO_WEEKS = {
  ordinary: {
    weekdays: MONDAY_TO_FRIDAY,
    stretches: [
      [8, 12],
      [12.75, 16.5],
    ],
  },
  shortLunch: {
    weekdays: MONDAY_TO_FRIDAY,
    stretches: [
      [8, 12],
      [12.5, 16.5],
    ],
  },
  early: {
    weekdays: MONDAY_TO_FRIDAY,
    stretches: [
      [7, 11.5],
      [12, 15.5],
    ],
  },
  late: {
    weekdays: MONDAY_TO_FRIDAY,
    stretches: [
      [9, 12.5],
      [13.25, 17.5],
    ],
  },
  freeFridays: {
    weekdays: [1, 2, 3, 4],
    stretches: [
      [8, 12],
      [12.75, 16.5],
    ],
  },
  mornings: { weekdays: MONDAY_TO_FRIDAY, stretches: [[8, 12.25]] },
} as const satisfies Record<string, DemoWeek>;
