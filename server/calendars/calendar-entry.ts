/**
 * One meeting as one person's calendar shows it. Texts are sanitised by the writer; they may hold anything.
 * Instants are written to the second, in UTC.
 */
export interface CalendarEntry {
  /** Random, this participant's own, fixed for the meeting's life; never a database key. Letters, digits, `.`, `_`, `-`, `@`. */
  readonly uid: string;
  /** Rises by one at every change this person can see (RFC 5546 §2.1.4). */
  readonly sequence: number;
  readonly startsAt: Date;
  /** After {@link startsAt}. */
  readonly endsAt: Date;
  /** When the meeting last changed: DTSTAMP and LAST-MODIFIED, so that the same meeting gives the same bytes. */
  readonly changedAt: Date;
  readonly createdAt: Date;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  /** Where the person reads more after sign-in. Left out unless https (http to this machine only). */
  readonly url?: string | undefined;
  readonly status: "TENTATIVE" | "CONFIRMED" | "CANCELLED";
  readonly transparency: "OPAQUE" | "TRANSPARENT";
}

const UID = /^[A-Za-z0-9._@-]{1,255}$/;

/**
 * Refuses an entry that no valid VEVENT can be made of. Such an entry is a fault in our own code, not in what a
 * person wrote; messages hold no values.
 *
 * @throws TypeError
 */
export function assertWritable(entry: CalendarEntry): void {
  if (!UID.test(entry.uid)) throw new TypeError("A calendar entry's uid has characters that are not allowed");
  if (!Number.isSafeInteger(entry.sequence) || entry.sequence < 0) {
    throw new TypeError("A calendar entry's sequence must be a whole number from 0");
  }
  if (!(seconds(entry.endsAt) > seconds(entry.startsAt))) {
    throw new TypeError("A calendar entry must end after it starts");
  }
  if (Number.isNaN(seconds(entry.changedAt)) || Number.isNaN(seconds(entry.createdAt))) {
    throw new TypeError("A calendar entry's changedAt and createdAt must be instants");
  }
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1_000);
}
