import { DRAFT_ENDINGS, type MeetingView } from "../../../../server/meetings/meetings.contract.ts";

type Ending = (typeof DRAFT_ENDINGS)[number];

/** How a draft ended that never came to anything; undefined for every other meeting. */
export function draftEndingOf({
  cancellationReason,
}: Pick<MeetingView, "cancellationReason">): Ending | undefined {
  return DRAFT_ENDINGS.find((ending) => ending === cancellationReason);
}

/** Whether a meeting waits for the other agency's word, or never got past that. */
export function isOfDraft(meeting: Pick<MeetingView, "status" | "cancellationReason">): boolean {
  return meeting.status === "draft" || draftEndingOf(meeting) !== undefined;
}
