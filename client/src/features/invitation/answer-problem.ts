import type { ProblemDocument } from "../../api/problem.ts";

/** What the person tried to do: give an answer, or choose one of the times. */
export type Attempt = "answer" | "choice";

/** Why something the person did was refused, as `invitation:problem.<reason>` puts it. */
export function refusalOf({ code, status }: ProblemDocument, attempt: Attempt): string {
  if (code === "network" || code === "offer_expired" || code === "time_taken") return code;
  if (code === "wrong_state") return attempt === "choice" ? "already_chosen" : code;
  return status === 401 ? "signed_out" : "other";
}

/** Whether the invitation is no longer as it was shown, so that it is read again. */
export function isOutdated({ code }: ProblemDocument): boolean {
  return code === "wrong_state" || code === "offer_expired" || code === "time_taken";
}
