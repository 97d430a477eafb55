import type { LocalDay } from "./local-days.ts";

/** A most number of meetings, and how many there are already. */
export interface MeetingCap {
  readonly most: number;
  /** By index of the local day, or of the ISO week, in the search's `days`. None where left out. */
  readonly meetings: ArrayLike<number>;
}

/** How many meetings somebody may have. */
export interface MeetingCaps {
  readonly capPerDay?: MeetingCap;
  readonly capPerWeek?: MeetingCap;
}

function isFull(cap: MeetingCap | undefined, index: number): boolean {
  return cap !== undefined && (cap.meetings[index] ?? 0) >= cap.most;
}

/** Whether somebody may have no further meeting on a local day, for that day's or that week's sake. */
export function isCapped(
  { capPerDay, capPerWeek }: MeetingCaps,
  days: readonly LocalDay[],
  index: number,
): boolean {
  return isFull(capPerDay, index) || isFull(capPerWeek, days[index]!.week);
}
