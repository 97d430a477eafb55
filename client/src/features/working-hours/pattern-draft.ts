import type { PatternDraft, WorkingPattern } from "../../../../server/scheduling/working-pattern.contract.ts";
import { clockAt } from "../../time/clock-at.ts";

export type HoursPeriod = PatternDraft["periods"][number];
export type WeekdayNumber = HoursPeriod["hours"][number]["weekday"];
export type HoursException = PatternDraft["exceptions"][number];
export type Recurring = PatternDraft["recurring"][number];

export const WEEKDAYS: readonly WeekdayNumber[] = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS = WEEKDAYS.slice(0, 5);
const QUARTER = 15;
const NOON = 12 * 60;
const MIDNIGHT = 24 * 60;

/** Parts of a day that have a name. Other times of day are chosen. */
export const EXTENTS = {
  day: { startMinutes: 0, endMinutes: MIDNIGHT },
  morning: { startMinutes: 0, endMinutes: NOON },
  afternoon: { startMinutes: NOON, endMinutes: MIDNIGHT },
} as const;
export type Extent = keyof typeof EXTENTS | "times";

/** A copy to change, without what belongs to the version that was read. */
export function draftOf({
  revision: _revision,
  collisions: _collisions,
  ...pattern
}: WorkingPattern): PatternDraft {
  return structuredClone(pattern);
}

/** The quarters of a day between two, and a time that is none of them if that is what is chosen. */
export function clockChoices(from: number, to: number, chosen: number): { minutes: number; text: string }[] {
  const quarters = Array.from({ length: (to - from) / QUARTER + 1 }, (_, step) => from + step * QUARTER);
  return [...new Set([...quarters, chosen])]
    .sort((a, b) => a - b)
    .map((minutes) => ({ minutes, text: clockAt(minutes).replace(":", ".") }));
}

/** A stretch after the last of a day: the morning first, then the afternoon. */
export function nextStretch(stretches: readonly { endMinutes: number }[]) {
  const last = Math.max(0, ...stretches.map(({ endMinutes }) => endMinutes));
  if (last === 0) return { startMinutes: 8 * 60, endMinutes: NOON };
  const startMinutes = Math.min(last + 60, MIDNIGHT - 60);
  return { startMinutes, endMinutes: Math.min(Math.max(startMinutes + 60, 16 * 60 + 30), MIDNIGHT) };
}

/** Monday's hours on the other workdays too. */
export function likeMonday({ hours, ...validity }: HoursPeriod): HoursPeriod {
  const monday = hours.filter(({ weekday }) => weekday === 1);
  const weekend = hours.filter(({ weekday }) => weekday > 5);
  const workdays = WORKDAYS.flatMap((weekday) => monday.map((stretch) => ({ ...stretch, weekday })));
  return { ...validity, hours: [...workdays, ...weekend] };
}

/** A new period to fill in: the last one's hours from a date on. */
export function nextPeriod(periods: readonly HoursPeriod[], validFrom: string): HoursPeriod {
  const hours = structuredClone(periods.at(-1)?.hours ?? []);
  return likeLast({ validFrom, validUntil: null, hours });
}

function likeLast(period: HoursPeriod): HoursPeriod {
  if (period.hours.length > 0) return period;
  return likeMonday({ ...period, hours: [{ weekday: 1, startMinutes: 8 * 60, endMinutes: 16 * 60 + 30 }] });
}

/** Every week from a date on, until something else is said. */
export function newRecurring(kind: Recurring["kind"], firstOn: string): Recurring {
  const when = { weekday: 1 as const, everyWeeks: 1, firstOn, lastOn: null, title: null };
  return { kind, ...when, startMinutes: 8 * 60, endMinutes: kind === "focus" ? 10 * 60 : NOON };
}

/** Which part of the day something is. */
export function extentOf({ startMinutes, endMinutes }: { startMinutes: number; endMinutes: number }): Extent {
  const named = Object.entries(EXTENTS).find(
    ([, extent]) => extent.startMinutes === startMinutes && extent.endMinutes === endMinutes,
  );
  return (named?.[0] as Extent | undefined) ?? "times";
}

/** The `id` of the field that a JSON pointer into the pattern is about. */
export function fieldIdOf(pointer: string): string {
  return `pattern${pointer.replaceAll("/", "-")}`;
}
