import { z } from "zod";
import { FreeTime } from "../../../../server/scheduling/free-times.contract.ts";
import type { ProblemError } from "../../api/problem.ts";

const TimeTaken = z.object({ code: z.literal("time_taken"), alternatives: z.array(FreeTime).default([]) });

/** The alternatives, when the refusal is that somebody else took the time first; otherwise undefined. */
export function alternativesIn(error: ProblemError | null): FreeTime[] | undefined {
  const refusal = TimeTaken.safeParse(error?.problem);
  return refusal.success ? refusal.data.alternatives : undefined;
}
