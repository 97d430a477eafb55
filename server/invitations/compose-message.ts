import { organizerAddress, type ReplyAddressSettings } from "../calendars/organizer-address.ts";
import type { renderMail } from "../platform/mail/mail-layout.ts";
import type { DescribeMessage } from "./describe-message.ts";
import { calendarPartOf, contentOf } from "./message-content.ts";

/** A message laid out, ready to be sent or shown as a preview. */
export interface ComposedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL"; readonly content: string } | undefined;
  readonly replyTo: string;
}

/** Makes the one message a participant gets; preview and sending go the same way. */
export type ComposeMessage = (asked: Parameters<DescribeMessage>[0]) => Promise<ComposedMessage>;

export function createComposeMessage({
  describe,
  replyAddress,
  render,
}: {
  describe: DescribeMessage;
  replyAddress: ReplyAddressSettings;
  render: typeof renderMail;
}): ComposeMessage {
  return async (asked) => {
    const message = await describe(asked);
    const { subject, content } = contentOf(message);
    const replyTo = organizerAddress(asked.participant.id, replyAddress);
    return { subject, ...(await render(content)), calendar: calendarPartOf(message, replyTo), replyTo };
  };
}
