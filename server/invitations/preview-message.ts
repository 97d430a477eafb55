import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { MessageChannel } from "../people/people.contract.ts";
import type { LetterContent } from "../platform/print/letter-layout.ts";
import type { Clock } from "../platform/clock.ts";
import type { ComposeMessage } from "./compose-message.ts";
import type { DescribeMessage } from "./describe-message.ts";
import type { MessageKind } from "./invitations.contract.ts";
import { letterOf } from "./letter-content.ts";
import { smsTextOf } from "./sms-text.ts";

/** What a message would say in a channel, made by the code that sends it; only the link's secret is left out. */
export type PreviewMessage = (message: {
  kind: MessageKind;
  meeting: MeetingRecord;
  participant: ParticipantRecord;
  channel: MessageChannel;
}) => Promise<{ address: string | null; subject: string; text: string; html: string }>;

const SECRET_LEFT_OUT = "…";

export function createPreviewMessage({
  compose,
  describe,
  publicUrl,
  clock,
}: {
  compose: ComposeMessage;
  describe: DescribeMessage;
  publicUrl: string;
  clock: Clock;
}): PreviewMessage {
  return async ({ channel, ...message }) => {
    const { email, phone, address, name } = message.participant;
    const token = channel === "letter" || channel === "telephone" ? undefined : SECRET_LEFT_OUT;
    const { subject, text, html } = await compose({ ...message, channel, token });
    switch (channel) {
      case "email":
        return { address: email, subject, text, html };
      case "sms":
        return {
          address: phone,
          subject,
          html,
          text: smsTextOf(await describe({ ...message, channel, token })),
        };
      case "letter": {
        const letter = letterOf(await describe({ ...message, channel, token }), {
          recipient: { name, ...address! },
          answerPage: `${publicUrl}/svar/${SECRET_LEFT_OUT}`,
          writtenAt: clock.now(),
        });
        return { address: letter.window.slice(1).join(", "), subject, html, text: textOf(letter) };
      }
      case "digital_mailbox":
      case "telephone":
        return { address: null, subject, text, html };
    }
  };
}

function textOf({ window, date, heading, paragraphs, facts, answer, footer }: LetterContent): string {
  return [
    window.join("\n"),
    date,
    heading,
    ...paragraphs,
    facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
    ...(answer ? [answer.heading, [answer.web, answer.page].filter(Boolean).join("\n"), answer.phone] : []),
    ...footer,
  ].join("\n\n");
}
