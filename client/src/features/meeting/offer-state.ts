import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";

type Offer = Pick<MeetingView, "status" | "cancellationReason">;

/** How an offer ended that nobody chose from; undefined for every other meeting. */
export function offerEndingOf({ cancellationReason }: Offer) {
  return cancellationReason === "offer_expired" || cancellationReason === "offer_withdrawn"
    ? cancellationReason
    : undefined;
}

/** Whether a meeting has times to choose among, or never got past that. Its own time says nothing then. */
export function isOfOffer(meeting: Offer): boolean {
  return meeting.status === "offered" || offerEndingOf(meeting) !== undefined;
}
