import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { InterpreterState } from "./interpreters.contract.ts";

/** What became known of an interpreter, of the meeting's time that it was said of. */
export interface InterpreterWord {
  readonly participantId: string;
  readonly timeVersion: number;
  readonly state: InterpreterState;
  readonly at: Date;
  /** The handläggare who heard it; null for the interpreter's own answer. */
  readonly recordedBy: string | null;
}

/** Keeps what became known of an interpreter; the latest counts. */
export type KeepInterpreterWord = (word: InterpreterWord, unitOfWork: UnitOfWork) => Promise<unknown>;
