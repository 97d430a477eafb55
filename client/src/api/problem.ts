import type { z } from "zod";
import { Problem } from "../../../server/http/conventions.contract.ts";

/** The problem document with whatever members the refusal adds (for example `alternatives`). */
export const ProblemDocument = Problem.loose();
export type ProblemDocument = z.infer<typeof ProblemDocument>;

/**
 * The only error that `api` throws: the server's refusal (RFC 9457), or one made here when no answer came
 * (`code: "network"`), the answer wasn't understood (`"unexpected_answer"`) or wasn't a problem document (`"http"`).
 */
export class ProblemError extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(`${problem.status} ${problem.code}`);
    this.name = "ProblemError";
    this.problem = problem;
  }
}
