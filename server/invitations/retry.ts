const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/** A message that has cost workers their lives, or of which nobody knows whether it arrived, is set aside after so many. */
export const MOST_ATTEMPTS = 20;
/** A message that can't be made is set aside after so many faults: about three minutes, for a fault that passes. */
export const MOST_FAULTS = 6;

/** Exponential back-off with jitter: about 5, 10, 20 … seconds, at most half an hour. */
export function retryDelayMs(tries: number, random: number): number {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LONGEST_RETRY_MS);
  return Math.round(delay * (0.75 + random / 2));
}

/**
 * When to try again. Null when that would be too late to be of use, so that somebody hears of it while there is time: no message
 * is tried until its meeting is over.
 *
 * @param neededBy until when it is of use to arrive; null where that is for the message's own decision to say.
 * @param random between 0 and 1, to spread retries.
 */
export function nextTryAt(
  { at, tries, neededBy }: { at: Date; tries: number; neededBy: Date | null },
  random: number,
): Date | null {
  const next = new Date(at.getTime() + retryDelayMs(tries, random));
  return neededBy && next >= neededBy ? null : next;
}
