import { UnrecoverableError } from "bullmq";
import { z } from "zod";
import type { SendMessage } from "../server/invitations/send-message.ts";
import type { JobHandler } from "../server/platform/queue/job.ts";

const Payload = z.strictObject({ id: z.uuid() });

/** Sends one message. What went wrong with the mail server is the message's own state; a thrown error is retried. */
export function createSendMessageJob({ sendMessage }: { sendMessage: SendMessage }): JobHandler {
  return async (payload) => {
    const parsed = Payload.safeParse(payload);
    if (!parsed.success) throw new UnrecoverableError("The job's payload is not a message id.");
    await sendMessage(parsed.data.id);
  };
}
