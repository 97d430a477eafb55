import { Temporal } from "temporal-polyfill";
import { ZONE } from "./format-time.ts";

/**
 * The instant at which clocks in Sweden show a time on a date, RFC 3339 in UTC. A time that a clock change skips
 * is the one an hour later; of a time that comes twice, the first.
 *
 * @param on `YYYY-MM-DD`
 * @param clock `HH:MM`; midnight, when the day begins, unless given.
 */
export function instantAt(on: string, clock = "00:00"): string {
  return Temporal.PlainDateTime.from(`${on}T${clock}`).toZonedDateTime(ZONE).toInstant().toString();
}
