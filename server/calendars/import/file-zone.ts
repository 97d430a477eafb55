import type ICAL from "ical.js";
import type { OffsetAt } from "../../scheduling/local-time.ts";
import { wallMsOf } from "./wall-time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Of one rule: more than any has since 1601, where Outlook's begin. */
const MOST_CHANGES = 2_000;

interface Change {
  readonly atMs: number;
  readonly before: number;
  readonly after: number;
}

/**
 * A zone as a file defines it (VTIMEZONE, RFC 5545 §3.6.5): what Outlook calls "Customized Time Zone" is found nowhere else.
 *
 * @param untilMs no change later than a year after this is asked for.
 * @returns undefined when it defines nothing that can be read.
 */
export function fileZone(component: ICAL.Component, untilMs: number): OffsetAt | undefined {
  try {
    const changes = component
      .getAllSubcomponents()
      .filter(({ name }) => name === "standard" || name === "daylight")
      .flatMap((observance) => changesOf(observance, untilMs + 366 * DAY_MS))
      .sort((a, b) => a.atMs - b.atMs);
    const [first] = changes;
    if (!first) return undefined;
    return (epochMs) => lastBefore(changes, epochMs)?.after ?? first.before;
  } catch {
    return undefined;
  }
}

function changesOf(observance: ICAL.Component, untilMs: number): Change[] {
  const before = offsetOf(observance, "tzoffsetfrom");
  const after = offsetOf(observance, "tzoffsetto");
  const start = observance.getFirstPropertyValue("dtstart") as ICAL.Time;
  const dates = observance
    .getAllProperties("rdate")
    .flatMap((property) => property.getValues() as ICAL.Time[]);
  const rules = observance
    .getAllProperties("rrule")
    .map((property) => property.getFirstValue() as ICAL.Recur);
  const walls = [start, ...dates].map(wallMsOf);
  for (const rule of rules) {
    const iterator = rule.iterator(start);
    for (let count = 0; count < MOST_CHANGES; count += 1) {
      const next = iterator.next() as ICAL.Time | null;
      if (!next || wallMsOf(next) > untilMs) break;
      walls.push(wallMsOf(next));
    }
  }
  return walls.map((wallMs) => ({ atMs: wallMs - before * MINUTE_MS, before, after }));
}

function offsetOf(observance: ICAL.Component, name: "tzoffsetfrom" | "tzoffsetto"): number {
  const offset = observance.getFirstPropertyValue(name) as ICAL.UtcOffset;
  const minutes = offset.toSeconds() / 60;
  if (!(Math.abs(minutes) < 24 * 60)) throw new RangeError("No such offset");
  return minutes;
}

function lastBefore(changes: readonly Change[], epochMs: number): Change | undefined {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.atMs <= epochMs) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}
