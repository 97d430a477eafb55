import { z } from "zod";
import { FreeText, Id, Instant } from "../http/conventions.contract.ts";

export const INTERPRETER_WAYS = ["on_site", "remote"] as const;

/** What a person needs of an interpreter: a language (BCP 47), a dialect if it matters, and where the interpreter is to be. */
export const InterpreterNeed = z.strictObject({
  language: FreeText(20).min(2),
  dialect: FreeText(60).min(1).nullable(),
  way: z.enum(INTERPRETER_WAYS),
});
export type InterpreterNeed = z.infer<typeof InterpreterNeed>;

/** Null when the person needs none. */
export const CaseInterpreterNeed = z.strictObject({ need: InterpreterNeed.nullable() });

export const INTERPRETER_STATES = ["requested", "confirmed", "lost"] as const;
/** How far an interpreter has come for a meeting's present time. `lost`: they can't come after all. */
export const InterpreterState = z.enum(INTERPRETER_STATES);
export type InterpreterState = z.infer<typeof InterpreterState>;

/** What a handläggare has heard from the interpreter or their agency. */
export const SetInterpreterState = z.strictObject({ participantId: Id, state: InterpreterState });
export type SetInterpreterState = z.infer<typeof SetInterpreterState>;

/**
 * Why somebody has to see to a meeting's interpreter: one can't come, and there is no other; or it is three working days at most
 * until the meeting, and nobody is asked, or nobody has confirmed.
 */
export const INTERPRETER_TASKS = ["lost", "none_asked", "none_confirmed"] as const;
export const InterpreterTaskReason = z.enum(INTERPRETER_TASKS);
export type InterpreterTaskReason = z.infer<typeof InterpreterTaskReason>;

/** A meeting's interpreting, as a handläggare in charge of it sees it. */
export const Interpreting = z.strictObject({
  need: InterpreterNeed.nullable(),
  task: InterpreterTaskReason.nullable(),
  interpreters: z.array(
    z.strictObject({
      participantId: Id,
      name: z.string(),
      languages: z.array(z.string()),
      state: InterpreterState,
      /** Null until somebody has said something of it. */
      recordedAt: Instant.nullable(),
      /** Null when the interpreter answered themselves. */
      recordedByName: z.string().nullable(),
    }),
  ),
  maySet: z.boolean(),
});
export type Interpreting = z.infer<typeof Interpreting>;

/** Something to see to, in the list of a handläggare. */
export const InterpreterTask = z.strictObject({
  meetingId: Id,
  reference: z.string(),
  startAt: Instant,
  individualName: z.string(),
  reason: InterpreterTaskReason,
});
export type InterpreterTask = z.infer<typeof InterpreterTask>;
/** The soonest meeting first. */
export const InterpreterTaskList = z.strictObject({ items: z.array(InterpreterTask) });
