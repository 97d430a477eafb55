import type { DeclineReason } from "../../../../server/invitations/decline-reason.contract.ts";

/** Why one declines, while it is being said: an empty code is to say nothing. */
export interface DeclineDraft {
  code: DeclineReason["code"] | "";
  text: string;
}

/** A draft to start from: what was said last time, or nothing. */
export function declineDraftOf(reason: DeclineReason | null): DeclineDraft {
  return { code: reason?.code ?? "", text: reason?.text ?? "" };
}

/** The reason to send; none when nothing was chosen. What was written for another choice stays behind. */
export function reasonOf({ code, text }: DeclineDraft): { readonly reason?: DeclineReason } {
  if (code === "") return {};
  return { reason: { code, text: code === "other" ? text.trim() || null : null } };
}
