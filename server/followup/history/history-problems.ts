import type { z } from "zod";
import type { HistoryProblem } from "./history.contract.ts";
import sv from "./history.sv.json" with { type: "json" };

export type ProblemCode = keyof typeof sv;

/** Something wrong with a line, in words. */
export function problemOf(line: number, column: string | null, code: ProblemCode): HistoryProblem {
  return { line, column, code, detail: sv[code] };
}

/** What zod finds wrong with a line, without what stood there. */
export function problemsFrom(line: number, issues: readonly z.core.$ZodIssue[]): HistoryProblem[] {
  return issues.map((issue) => {
    const column = issue.path.length > 0 ? String(issue.path[0]) : null;
    if (issue.code === "invalid_value" && issue.input !== undefined) {
      const detail = sv.unknown_value.replace("{{values}}", issue.values.map(String).join(", "));
      return { line, column, code: "unknown_value", detail };
    }
    return problemOf(line, column, codeOf(issue));
  });
}

function codeOf(issue: z.core.$ZodIssue): ProblemCode {
  if (issue.code === "custom") return (issue.params?.code as ProblemCode | undefined) ?? "invalid";
  return "input" in issue && issue.input === undefined ? "missing" : "invalid";
}
