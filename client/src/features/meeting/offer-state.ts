import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { isOfDraft } from "./draft-state.ts";

type Offer = Pick<MeetingView, "status" | "cancellationReason" | "answerBy">;

/** How an offer ended that nobody chose from; undefined for every other meeting. */
export function offerEndingOf({ cancellationReason }: Pick<Offer, "cancellationReason">) {
  return cancellationReason === "offer_expired" || cancellationReason === "offer_withdrawn"
    ? cancellationReason
    : undefined;
}

/** Whether a meeting has times to choose among, or to be offered, or never got past that. Its own time says nothing then. */
export function isOfOffer(meeting: Offer): boolean {
  if (isOfDraft(meeting)) return meeting.answerBy !== null;
  return meeting.status === "offered" || offerEndingOf(meeting) !== undefined;
}

/** The variant of a text for a meeting whose individual picks any free time; a text without one is said as it is. */
export function variantOf({ opening }: Pick<MeetingView, "opening">): { context?: "opening" } {
  return opening ? { context: "opening" } : {};
}
