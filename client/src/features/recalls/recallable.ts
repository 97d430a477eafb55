import type { MessageView } from "../../../../server/invitations/invitations.contract.ts";
import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";

/** Whether what a message led to has been withdrawn. */
export function isRecalled(
  message: Pick<MessageView, "id">,
  { recalls }: Pick<MeetingView, "recalls">,
): boolean {
  return recalls.some(({ messageIds }) => messageIds.includes(message.id));
}

/** Whether there is something to withdraw: handläggare get no link, and a notice of a recall holds nothing. */
export function isRecallable(
  message: Pick<MessageView, "id" | "kind" | "state" | "participantId">,
  meeting: Pick<MeetingView, "recalls" | "participants">,
): boolean {
  const recipient = meeting.participants.find(({ id }) => id === message.participantId);
  return (
    recipient !== undefined &&
    recipient.role !== "handlaggare" &&
    message.kind !== "recalled" &&
    !["superseded", "failed"].includes(message.state) &&
    !isRecalled(message, meeting)
  );
}
