import { DateTime } from "luxon";
import { daysOf, type PlannedEvent } from "./planned-event.ts";

/** Time in milliseconds since 1970. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** When an event takes time, on the clock of a zone; whole days are Swedish. Knows nothing of iCalendar. */
export function expectedStretches(event: PlannedEvent, zone: string, window: Stretch): Stretch[] {
  if (event.free) return [];
  const days = daysOf(event, DateTime.fromMillis(window.endMs, { zone: "utc" }).plus({ days: 3 }));
  const kept = [...days.filter((day) => !event.exceptOn.includes(day)), ...event.alsoOn];
  return kept.flatMap((day) => {
    const move = event.moved.find(({ on }) => on === day);
    if (move && move.byMinutes === undefined) return [];
    return [stretchOn(event, day, zone, move?.byMinutes ?? 0)];
  });
}

function stretchOn({ clock, length }: PlannedEvent, day: string, zone: string, later: number): Stretch {
  if (clock === undefined) {
    const midnight = DateTime.fromISO(day, { zone: "Europe/Stockholm" });
    return { startMs: midnight.toMillis(), endMs: midnight.plus({ days: length }).toMillis() };
  }
  const start = DateTime.fromISO(day, { zone }).set({ hour: Math.floor(clock / 60), minute: clock % 60 });
  const startMs = start.plus({ minutes: later }).toMillis();
  return { startMs, endMs: startMs + length * 60_000 };
}

/** The union within a window, as epoch minutes. */
export function mergedMinutes(
  stretches: readonly Stretch[],
  window: Stretch,
): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = [];
  const inside = stretches
    .map(({ startMs, endMs }) => ({
      start: Math.max(startMs, window.startMs) / 60_000,
      end: Math.min(endMs, window.endMs) / 60_000,
    }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  for (const next of inside) {
    const last = merged.at(-1);
    if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
    else merged.push({ ...next });
  }
  return merged;
}
