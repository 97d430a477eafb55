import type { CalendarEvent, Moment } from "./event.ts";
import { instantMsOf, wallMsAt } from "./event.ts";
import { timesOfRule } from "./recurrence.ts";

const DAY_MS = 86_400_000;

/** Time from one instant up to another, milliseconds since 1970. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * When an event is within a window: its start, its rules and its additional dates, without its exceptions and without what
 * others replace.
 *
 * @param replaced the `replaces` of the events that take the place of one of these.
 * @throws Error for a rule that can't be followed.
 */
export function occurrencesOf(event: CalendarEvent, replaced: readonly Moment[], window: Span): Span[] {
  const { start } = event;
  const lengthMs = event.endOf(start.wallMs) - instantMsOf(start);
  const bounds = {
    startWallMs: start.wallMs,
    isDate: start.isDate,
    fromWallMs: window.startMs - lengthMs - 2 * DAY_MS,
    toWallMs: window.endMs + DAY_MS,
    offsetAt: start.offsetAt,
  };
  const walls = new Set([start.wallMs, ...event.rules.flatMap((rule) => timesOfRule(rule, bounds))]);
  // Rules that are counted from later may begin a period before the event does.
  const fromRules = [...walls]
    .filter((wallMs) => wallMs >= start.wallMs)
    .map((wallMs) => ({ startMs: instantMsOf({ ...start, wallMs }), endMs: event.endOf(wallMs) }));
  const added = event.additions.map((addition) => {
    const startMs = instantMsOf(addition.start);
    return { startMs, endMs: addition.endMs ?? event.endOf(wallMsAt(startMs, start.offsetAt)) };
  });
  const isGone = leftOut([...event.exceptions, ...replaced], start);
  const all = new Map([...added, ...fromRules].map((span) => [`${span.startMs} ${span.endMs}`, span]));
  return [...all.values()].filter(
    (span) => span.endMs > window.startMs && span.startMs < window.endMs && !isGone(span.startMs),
  );
}

/** Exceptions name a start, or by the habit of many programs only the day of one. */
function leftOut(moments: readonly Moment[], start: Moment): (startMs: number) => boolean {
  const instants = new Set(moments.filter(({ isDate }) => isDate === start.isDate).map(instantMsOf));
  const days = new Set(
    moments
      .filter(({ isDate }) => isDate !== start.isDate)
      .map(({ wallMs, isDate, offsetAt }) =>
        dayOf(isDate ? wallMs : wallMsAt(instantMsOf({ wallMs, isDate, offsetAt }), start.offsetAt)),
      ),
  );
  return (startMs) => instants.has(startMs) || days.has(dayOf(wallMsAt(startMs, start.offsetAt)));
}

function dayOf(wallMs: number): number {
  return Math.floor(wallMs / DAY_MS);
}
