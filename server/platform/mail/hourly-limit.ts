import type { Clock } from "../clock.ts";

/** Lets so many of each key through in any clock hour, in this process. */
export interface HourlyLimit {
  /** Counts one more. @returns whether it is within the limit. */
  allows(key: string): boolean;
}

const HOUR_MS = 60 * 60_000;

/** @param most of one key in an hour. Give it keys of a kind that nobody can make up, for each is kept for the hour. */
export function createHourlyLimit(most: number, clock: Clock): HourlyLimit {
  const counts = new Map<string, number>();
  let hour = 0;
  return {
    allows(key) {
      const now = Math.floor(clock.now().getTime() / HOUR_MS);
      if (now !== hour) counts.clear();
      hour = now;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= most;
    },
  };
}
