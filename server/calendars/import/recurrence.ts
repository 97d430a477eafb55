import type ICAL from "ical.js";
import type { OffsetAt } from "../../scheduling/local-time.ts";
import { plainRule, timesOfPlainRule } from "./plain-rule.ts";
import { floatingTime, wallMsOf } from "./wall-time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Times that one rule may have within the window, and before it where they must be counted. */
const MOST_TIMES = 5_000;
const REFUSED = ["SECONDLY", "MINUTELY"];
/** Rules that come out the same when counted from any of their own periods. */
const PERIOD_DAYS: Readonly<Record<string, number>> = { DAILY: 1, WEEKLY: 7 };

/** What a rule is counted from and to, on the wall clock of the event's zone. */
export interface RuleBounds {
  readonly startWallMs: number;
  readonly isDate: boolean;
  readonly fromWallMs: number;
  readonly toWallMs: number;
  readonly offsetAt: OffsetAt;
}

/**
 * When a rule says that something starts, within bounds, on the wall clock; some earlier ones may come along.
 *
 * @throws RangeError for a rule that comes every second or minute, or more than 5 000 times.
 */
export function timesOfRule(rule: ICAL.Recur, bounds: RuleBounds): number[] {
  if (REFUSED.includes(rule.freq)) throw new RangeError("The rule comes too often");
  const untilMs = Math.min(untilWallMs(rule, bounds), bounds.toWallMs);
  const times: number[] = [];
  let left = rule.count ?? Infinity;
  for (const wallMs of startsOf(rule, bounds)) {
    // The start counts as the first, whatever the rule says of it (RFC 5545 §3.8.5.3).
    if (times.length === 0 && wallMs > bounds.startWallMs) left -= 1;
    if (wallMs > untilMs || left <= 0) break;
    left -= 1;
    if (times.length >= MOST_TIMES) throw new RangeError("The rule comes too many times");
    times.push(wallMs);
  }
  return times;
}

/** Every time of a rule, without its end and number. */
function startsOf(rule: ICAL.Recur, bounds: RuleBounds): Iterable<number> {
  const fromWallMs = countedFrom(rule, bounds);
  const plain = plainRule(rule, fromWallMs);
  return plain ? timesOfPlainRule(plain, fromWallMs) : timesByLibrary(rule, fromWallMs, bounds.isDate);
}

function* timesByLibrary(rule: ICAL.Recur, fromWallMs: number, isDate: boolean): Generator<number> {
  const endless = rule.clone();
  endless.until = null;
  endless.count = null;
  const iterator = endless.iterator(floatingTime(fromWallMs, isDate));
  for (let next = iterator.next() as ICAL.Time | null; next; next = iterator.next() as ICAL.Time | null)
    yield wallMsOf(next);
}

/** UNTIL is told in UTC, by the clock, or by the day (RFC 5545 §3.3.10); programs mix them up. */
function untilWallMs({ until }: ICAL.Recur, { isDate, offsetAt }: RuleBounds): number {
  if (!until) return Infinity;
  const wallMs = wallMsOf(until);
  if (until.isDate) return wallMs + DAY_MS - 1;
  const isUtc = until.zone?.tzid === "UTC";
  const local = isUtc ? wallMs + offsetAt(wallMs) * MINUTE_MS : wallMs;
  return isDate ? Math.floor(local / DAY_MS) * DAY_MS : local;
}

/** Many years of what came daily or weekly need not be counted, unless the rule counts them. */
function countedFrom(rule: ICAL.Recur, { startWallMs, fromWallMs }: RuleBounds): number {
  const days = PERIOD_DAYS[rule.freq];
  if (!days || rule.count) return startWallMs;
  const periodMs = days * rule.interval * DAY_MS;
  return startWallMs + Math.max(0, Math.floor((fromWallMs - startWallMs) / periodMs) - 1) * periodMs;
}
