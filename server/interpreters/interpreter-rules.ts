import { localDateOf } from "../scheduling/local-time.ts";
import { addWorkingDays, type CalendarOptions } from "../scheduling/swedish-calendar.ts";
import type { InterpreterState, InterpreterTaskReason } from "./interpreters.contract.ts";

/** Working days before a meeting from which it is a task that no interpreter has confirmed. */
export const WORKING_DAYS_TO_FIND_ANOTHER = 3;

/** An interpreter who takes part, with the latest that is known of them. */
export interface KnownInterpreter {
  readonly state: InterpreterState | null;
  /** Of the time that it was said of. */
  readonly timeVersion: number | null;
}

/** What decides whether somebody has to see to a meeting's interpreter. */
export interface InterpretingMoment {
  readonly status: string;
  readonly startsAt: Date;
  readonly timeVersion: number;
  /** Whether the case says that the person needs one. */
  readonly isNeeded: boolean;
  /** Those who take part now. */
  readonly interpreters: readonly KnownInterpreter[];
}

/** How far an interpreter has come; a new time asks anew. */
export function stateFor({ state, timeVersion }: KnownInterpreter, presentVersion: number): InterpreterState {
  return state && timeVersion === presentVersion ? state : "requested";
}

/**
 * Why somebody has to see to the interpreter of a booked meeting to come, from the beginning of the third Swedish working day
 * before it; at once when one can't come and no other has confirmed. Who is asked is needed, whatever the case says.
 */
export function interpreterTaskOf(
  meeting: InterpretingMoment,
  now: Date,
  calendar: CalendarOptions = {},
): InterpreterTaskReason | null {
  const { status, startsAt, timeVersion, isNeeded, interpreters } = meeting;
  if (status !== "booked" || now >= startsAt) return null;
  const states = interpreters.map((each) => stateFor(each, timeVersion));
  if (states.includes("confirmed")) return null;
  if (states.includes("lost")) return "lost";
  const dueOn = addWorkingDays(localDateOf(startsAt), -WORKING_DAYS_TO_FIND_ANOTHER, calendar);
  if (localDateOf(now) < dueOn) return null;
  if (states.includes("requested")) return "none_confirmed";
  return isNeeded ? "none_asked" : null;
}
