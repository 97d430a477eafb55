import type { MailTransport } from "../../platform/mail/mail-transport.ts";
import { SendFailure } from "../../platform/mail/send-failure.ts";
import type { ComposeMessage } from "../compose-message.ts";
import type { LinksRepository } from "../links.repository.ts";
import type { Channel, SendOutcome } from "./channel.ts";

const OUTCOME = { transient: "unreachable", permanent: "refused", unknown: "unknown" } as const;

/** E-mail: with the one-time link for whoever is not at work here, and the meeting for one's calendar. */
export function createSendByEmail({
  mail,
  mailDomain,
  compose,
  links,
}: {
  mail: Pick<MailTransport, "send">;
  /** Of Message-IDs. */
  mailDomain: string;
  compose: ComposeMessage;
  links: Pick<LinksRepository, "tokenFor">;
}): Channel {
  return {
    async send({ messageId, kind, meeting, participant, unitOfWork }): Promise<SendOutcome> {
      if (!participant.email) return "no_address";
      const token =
        participant.role === "handlaggare" ? undefined : await links.tokenFor(participant.id, unitOfWork);
      const composed = await compose({ kind, meeting, participant, token, unitOfWork });
      try {
        await mail.send({ to: participant.email, messageId: `<${messageId}@${mailDomain}>`, ...composed });
        return "handed_over";
      } catch (error) {
        if (error instanceof SendFailure) return OUTCOME[error.kind];
        throw error;
      }
    },
  };
}
