import type { Interval } from "../../scheduling/intervals.ts";

/** A calendar is given up rather than read in part when it goes beyond this. */
export const LARGEST_CALENDAR = {
  /** Octets, unpacked. */
  bytes: 5 * 1024 * 1024,
  /** Events, zones, alarms and whatever else it is made of. */
  components: 10_000,
  /** Times that events in it take within the window, all together. */
  occurrences: 50_000,
} as const;

/** Why a calendar could not be read at all. */
export type UnreadableReason = "not_a_calendar" | "damaged" | "too_complex";

/** Thrown by the pure rules when a whole calendar can't be believed. */
export class UnreadableCalendar extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(`The calendar can't be read: ${reason}`);
    this.name = "UnreadableCalendar";
    this.reason = reason;
  }
}

/** What a calendar is read with. Plain data, for it crosses to a thread. */
export interface ReadingOptions {
  /** Only time between these instants is looked at, milliseconds since 1970. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The IANA zone of clock times that say none, or one that nobody knows. */
  readonly zone: string;
  /** In lower case; what this person has declined takes no time. */
  readonly ownerAddress: string;
  /** Our own meetings are in the calendar too when it subscribes to us: known by their UIDs, */
  readonly ownUids: readonly string[];
  /** or, where the calendar has given them new ones, by when they are. Epoch minutes. */
  readonly ownTimes: readonly Interval[];
}

/** All that is kept of a calendar: when its owner is busy, and how well it could be read. */
export interface CalendarReading {
  /** Epoch minutes, in order, apart. */
  readonly busy: readonly Interval[];
  /** Events that were understood, whether they take time or not. */
  readonly read: number;
  /** Events that could not be understood, and so are not in `busy`. */
  readonly skipped: number;
  /** Some clock times were read in the source's zone, since the file did not say theirs. */
  readonly zoneAssumed: boolean;
}
