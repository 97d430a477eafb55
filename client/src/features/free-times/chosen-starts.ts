import { overlap } from "./best-times.ts";

/** What decides which times can still be chosen. */
export interface Choice {
  /** The chosen starts, as instants. */
  readonly starts: readonly string[];
  /** Most times that may be chosen. With one, choosing another changes one's mind. */
  readonly most: number;
  readonly durationMinutes: number;
}

/** Whether one more time may be chosen beside those that are: as many as allowed, and none into another. */
export function mayChoose(startAt: string, { starts, most, durationMinutes }: Choice): boolean {
  if (most === 1 || starts.includes(startAt)) return true;
  const span = (start: string) => ({ startAt: start, endAt: endOfMeeting(start, durationMinutes) });
  return starts.length < most && !starts.some((chosen) => overlap(span(chosen), span(startAt)));
}

/** The chosen starts, in order, when one has been chosen, or taken back. */
export function withToggled(startAt: string, { starts, most }: Choice): string[] {
  if (starts.includes(startAt)) return most === 1 ? [startAt] : starts.filter((start) => start !== startAt);
  return most === 1 ? [startAt] : [...starts, startAt].sort((a, b) => Date.parse(a) - Date.parse(b));
}

/** When a meeting that starts at an instant is over, RFC 3339 in UTC. */
export function endOfMeeting(startAt: string, durationMinutes: number): string {
  return new Date(Date.parse(startAt) + durationMinutes * 60_000).toISOString();
}
