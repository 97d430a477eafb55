import type { MessageView } from "./invitations.contract.ts";
import { stepsOf } from "./message-progress.ts";
import type { MessageRecord } from "./messages.repository.ts";

/** A message as a handläggare of its meeting sees it. */
export function presentMessage({ progress, ...message }: MessageRecord): Omit<MessageView, "recipientName"> {
  return {
    ...message,
    queuedAt: message.queuedAt.toISOString(),
    changedAt: message.changedAt.toISOString(),
    steps: stepsOf({ ...message, progress }),
  };
}
