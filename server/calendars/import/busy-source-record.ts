import { addDays, localDateOf, startOfDay } from "../../scheduling/local-time.ts";
import type { Period } from "../../scheduling/busy-time.ts";
import type { BusySource, BusySourceFailure } from "./busy-sources.contract.ts";

const MINUTE_MS = 60_000;
const DAYS_BACK = 7;
const DAYS_AHEAD = 366;
const FIRST_INTERVAL_MINUTES = 15;
const LONGEST_INTERVAL_MINUTES = 45;
/** What is added to an interval at random, as a part of it, so that sources do not come all at once. */
const JITTER = 1 / 3;
/** How old what an address said may be: longer than the longest interval, so that one that is late does no harm. */
const ADDRESS_LASTS_MS = 3 * 60 * MINUTE_MS;
/** How old a file may be. Nobody knows what has happened since it was saved. */
const FILE_LASTS_MS = 31 * 24 * 60 * MINUTE_MS;

/** One of a handläggare's other calendars. */
export interface BusySourceRecord {
  readonly id: string;
  readonly handlaggareId: string;
  readonly label: string;
  /** The address; undefined for a file that was uploaded. */
  readonly address: { readonly keyId: string; readonly encrypted: Buffer } | undefined;
  /** IANA name of the zone of clock times that say none. */
  readonly zone: string;
  readonly createdAt: Date;
  readonly checkedAt: Date;
  readonly readAt: Date | null;
  readonly staleAt: Date;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** How many times in a row it could not be read. */
  readonly failures: number;
  readonly failure: BusySourceFailure | null;
  readonly eventsRead: number;
  readonly eventsSkipped: number;
  readonly zoneAssumed: boolean;
}

/** The whole Swedish days that are read: the week that is shown, and a year of what can be booked. */
export function importWindow(now: Date): Period {
  const today = localDateOf(now);
  return { startAt: startOfDay(addDays(today, -DAYS_BACK)), endAt: startOfDay(addDays(today, DAYS_AHEAD)) };
}

/**
 * When an address is read again: in 15 to 20 minutes, and after failures ever later, in an hour at most.
 *
 * @param random from 0 up to but not including 1.
 */
export function nextReadAt(now: Date, failures: number, random: number): Date {
  const minutes = Math.min(LONGEST_INTERVAL_MINUTES, FIRST_INTERVAL_MINUTES * 2 ** failures);
  return new Date(now.getTime() + minutes * (1 + random * JITTER) * MINUTE_MS);
}

/** Until when what was read now may be believed. */
export function staleAt(now: Date, kind: BusySource["kind"]): Date {
  return new Date(now.getTime() + (kind === "address" ? ADDRESS_LASTS_MS : FILE_LASTS_MS));
}

/** A source in its owner's list: everything but the address. */
export function presentBusySource(source: BusySourceRecord, now: Date): BusySource {
  const isUnknown = source.failure !== null || source.staleAt <= now;
  return {
    id: source.id,
    label: source.label,
    kind: source.address ? "address" : "file",
    createdAt: source.createdAt.toISOString(),
    checkedAt: source.checkedAt.toISOString(),
    readAt: source.readAt?.toISOString() ?? null,
    staleAt: source.staleAt.toISOString(),
    state: isUnknown ? "unknown" : "read",
    failure: source.failure,
    eventsRead: source.eventsRead,
    eventsSkipped: source.eventsSkipped,
    zoneAssumed: source.zoneAssumed ? source.zone : null,
  };
}
