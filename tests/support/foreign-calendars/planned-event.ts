import { DateTime } from "luxon";
import type { Chance } from "./random.ts";

/** The days on which something that comes again is, as a person would check them one by one. */
export interface Repeat {
  /** RRULE without its end. */
  readonly rule: string;
  readonly isOn: (day: DateTime, first: DateTime) => boolean;
}

/** Something in a calendar, before any program has written it down. */
export interface PlannedEvent {
  readonly uid: string;
  /** `YYYY-MM-DD`, on the clock of the event's zone. */
  readonly on: string;
  /** Minutes after midnight; undefined for whole days. */
  readonly clock: number | undefined;
  /** Minutes, or days for whole days. */
  readonly length: number;
  readonly repeat: Repeat | undefined;
  /** After which it does not come again. */
  readonly lastOn: string | undefined;
  /** How often it comes, instead. */
  readonly count: number | undefined;
  /** Dates it is left out on, and dates it is added on. */
  readonly exceptOn: readonly string[];
  readonly alsoOn: readonly string[];
  /** Dates it is moved from: to how many minutes later, or undefined when that one is cancelled. */
  readonly moved: readonly { readonly on: string; readonly byMinutes: number | undefined }[];
  /** What makes it take no time. */
  readonly free: "transparent" | "cancelled" | "free" | "elsewhere" | "declined" | undefined;
}

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const weeks = (day: DateTime) => Math.floor((day.toMillis() / 86_400_000 + 3) / 7);

function repeats(chance: Chance, first: DateTime): Repeat {
  const interval = 1 + chance.whole(3);
  const every = interval === 1 ? "" : `;INTERVAL=${interval}`;
  const nth = Math.ceil(first.day / 7);
  return chance.oneOf<() => Repeat>([
    () => ({
      rule: `FREQ=DAILY${every}`,
      isOn: (day) => day.diff(first, "days").days % interval === 0,
    }),
    () => {
      const others = WEEKDAYS.filter((_, index) => index === first.weekday - 1 || chance.percent(30));
      return {
        rule: `FREQ=WEEKLY${every};BYDAY=${others.join(",")};WKST=MO`,
        isOn: (day) =>
          others.includes(WEEKDAYS[day.weekday - 1]!) && (weeks(day) - weeks(first)) % interval === 0,
      };
    },
    () => ({
      rule: `FREQ=WEEKLY${every}`,
      isOn: (day) => day.weekday === first.weekday && (weeks(day) - weeks(first)) % interval === 0,
    }),
    () => ({
      rule: `FREQ=MONTHLY${every};BYMONTHDAY=${first.day}`,
      isOn: (day) =>
        day.day === first.day && (day.year * 12 + day.month - first.year * 12 - first.month) % interval === 0,
    }),
    () => ({
      rule: `FREQ=MONTHLY${every};BYDAY=${nth}${WEEKDAYS[first.weekday - 1]}`,
      isOn: (day) =>
        day.weekday === first.weekday &&
        Math.ceil(day.day / 7) === nth &&
        (day.year * 12 + day.month - first.year * 12 - first.month) % interval === 0,
    }),
    () => ({
      rule: "FREQ=YEARLY",
      isOn: (day) => day.day === first.day && day.month === first.month,
    }),
    () => ({
      rule: `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1`,
      isOn: (day) => isLastWeekday(day),
    }),
  ])();
}

function isLastWeekday(day: DateTime): boolean {
  if (day.weekday > 5) return false;
  for (let next = day.plus({ days: 1 }); next.month === day.month; next = next.plus({ days: 1 }))
    if (next.weekday <= 5) return false;
  return true;
}

/** Something that somebody may have in their calendar around a year. */
export function planEvent(chance: Chance, uid: string, year: number): PlannedEvent {
  const first = DateTime.utc(year - (chance.percent(15) ? 5 : 0), 1 + chance.whole(12), 1 + chance.whole(28));
  const isWholeDays = chance.percent(20);
  const repeat = chance.percent(50) ? repeats(chance, first) : undefined;
  const end = repeat && chance.oneOf(["endless", "count", "until"] as const);
  // Whoever repeats is short, so that no two of a series touch each other.
  const length = isWholeDays ? 1 + (repeat ? 0 : chance.whole(3)) : 15 * (1 + chance.whole(12));
  const event = {
    uid,
    on: first.toISODate()!,
    // From four in the morning: no clock time that is skipped or shown twice. Those have tests of their own.
    clock: isWholeDays ? undefined : 240 + 15 * chance.whole(64),
    length,
    repeat,
    lastOn: end === "until" ? first.plus({ days: 20 + chance.whole(300) }).toISODate()! : undefined,
    count: end === "count" ? 2 + chance.whole(40) : undefined,
    exceptOn: [],
    alsoOn: repeat || isWholeDays || chance.percent(80) ? [] : [first.plus({ days: 3 }).toISODate()!],
    moved: [],
    free: chance.percent(20)
      ? chance.oneOf(["transparent", "cancelled", "free", "elsewhere", "declined"] as const)
      : undefined,
  } satisfies PlannedEvent;
  const days = daysOf(event, DateTime.utc(year + 2, 1, 1));
  if (!repeat || days.length < 4) return event;
  return {
    ...event,
    exceptOn: chance.percent(50) ? [days[2]!] : [],
    moved:
      isWholeDays || chance.percent(50)
        ? []
        : [{ on: days[3]!, byMinutes: chance.percent(70) ? 45 : undefined }],
  };
}

/** The dates on which a planned event is by its repetition, found by looking at every day. */
export function daysOf(
  { on, repeat, lastOn, count }: Pick<PlannedEvent, "on" | "repeat" | "lastOn" | "count">,
  until: DateTime,
): string[] {
  const first = DateTime.fromISO(on, { zone: "utc" });
  const days: string[] = [];
  for (let day = first; day < until; day = day.plus({ days: 1 })) {
    const date = day.toISODate()!;
    if ((lastOn && date > lastOn) || (count && days.length >= count)) break;
    // The first always counts, whatever the rule says of it (RFC 5545 §3.8.5.3).
    if (date === on || repeat?.isOn(day, first)) days.push(date);
    if (!repeat) break;
  }
  return days;
}
