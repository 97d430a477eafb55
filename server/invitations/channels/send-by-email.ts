import type { MailTransport } from "../../platform/mail/mail-transport.ts";
import { SendFailure } from "../../platform/mail/send-failure.ts";
import type { SignedAddressSettings } from "../../platform/mail/signed-address.ts";
import { bounceAddress } from "../bounce-address.ts";
import type { ComposeMessage } from "../compose-message.ts";
import type { LinksRepository } from "../links.repository.ts";
import { wordsOf, type Channel, type SendResult } from "./channel.ts";

const OUTCOME = { transient: "unreachable", permanent: "refused", unknown: "unknown" } as const;

/** E-mail: with the one-time link for whoever is not at work here, and the meeting for one's calendar. */
export function createSendByEmail({
  mail,
  mailDomain,
  replyAddress,
  compose,
  links,
}: {
  mail: Pick<MailTransport, "send">;
  /** Of Message-IDs. */
  mailDomain: string;
  /** Of the addresses that bounces go to. */
  replyAddress: SignedAddressSettings;
  compose: ComposeMessage;
  links: Pick<LinksRepository, "tokenFor">;
}): Channel {
  return {
    async send({ messageId, kind, meeting, participant, unitOfWork }): Promise<SendResult> {
      if (!participant.email) return { outcome: "no_address" };
      const token =
        participant.role === "handlaggare" ? undefined : await links.tokenFor(participant.id, unitOfWork);
      const composed = await compose({ kind, meeting, participant, channel: "email", token, unitOfWork });
      try {
        await mail.send({
          to: participant.email,
          messageId: `<${messageId}@${mailDomain}>`,
          envelopeFrom: bounceAddress(messageId, replyAddress),
          ...composed,
        });
        return { outcome: "handed_over", words: wordsOf([composed.subject, composed.text], token) };
      } catch (error) {
        if (error instanceof SendFailure)
          return { outcome: OUTCOME[error.kind], detail: `SMTP ${error.code} (${error.step})` };
        throw error;
      }
    },
  };
}
