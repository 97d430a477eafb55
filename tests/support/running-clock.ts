import type { Clock } from "../../server/platform/clock.ts";

/** A clock that runs as the machine's does, but begins at an instant of one's own. */
export function createRunningClock(beginsAt: string): Clock {
  const shift = Date.parse(beginsAt) - Date.now();
  return { now: () => new Date(Date.now() + shift) };
}
