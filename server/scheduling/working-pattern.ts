import type { LocalDate } from "./local-time.ts";
import type { DatedHours, WorkingRules } from "./open-time.ts";
import type { PatternDraft } from "./working-pattern.contract.ts";

/** How much somebody can be booked, and how many times their rules have changed. */
export interface BookingLimits {
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly capPerDay: number | null;
  readonly capPerWeek: number | null;
}

/** The rules that a pattern stands for. */
export function rulesOfPattern({ periods, exceptions, lunch, recurring }: PatternDraft): WorkingRules {
  return {
    weeklyHours: periods.flatMap(({ validFrom, validUntil, hours }) =>
      hours.map((stretch) => ({ ...stretch, validFrom, validUntil })),
    ),
    exceptions,
    lunch,
    recurringAbsences: recurring.map((absence) => ({ ...absence, title: absence.title || null })),
  };
}

/** The pattern that rules and limits make, in order, without what was over before a date. */
export function patternOf(rules: WorkingRules, limits: BookingLimits, today: LocalDate): PatternDraft {
  return {
    periods: periodsOf(rules.weeklyHours).filter(({ validUntil }) => !validUntil || validUntil >= today),
    exceptions: rules.exceptions
      .filter(({ on }) => on >= today)
      .toSorted((a, b) => a.on.localeCompare(b.on))
      .map(({ on, stretches }) => ({ on, stretches: stretches.toSorted(byTimeOfDay) })),
    lunch: rules.lunch,
    recurring: rules.recurringAbsences
      .filter(({ lastOn }) => !lastOn || lastOn >= today)
      .toSorted((a, b) => a.weekday - b.weekday || byTimeOfDay(a, b) || a.firstOn.localeCompare(b.firstOn)),
    ...limits,
  };
}

function periodsOf(weeklyHours: readonly DatedHours[]): PatternDraft["periods"] {
  const periods = new Map<string, PatternDraft["periods"][number]>();
  for (const { validFrom = null, validUntil = null, ...hours } of weeklyHours) {
    const key = `${validFrom ?? ""} ${validUntil ?? ""}`;
    const period = periods.get(key) ?? { validFrom, validUntil, hours: [] };
    periods.set(key, { ...period, hours: [...period.hours, hours] });
  }
  return [...periods]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([, period]) => ({
      ...period,
      hours: period.hours.toSorted((a, b) => a.weekday - b.weekday || byTimeOfDay(a, b)),
    }));
}

function byTimeOfDay(a: { startMinutes: number }, b: { startMinutes: number }): number {
  return a.startMinutes - b.startMinutes;
}
