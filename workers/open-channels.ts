import { mailDomainOf, type Samtid } from "../server/compose.ts";
import type { Channels } from "../server/invitations/channels/channel.ts";
import { createSendByEmail } from "../server/invitations/channels/send-by-email.ts";
import { createSendByLetter } from "../server/invitations/channels/send-by-letter.ts";
import { createSendBySms } from "../server/invitations/channels/send-by-sms.ts";
import { createSendToMailbox } from "../server/invitations/channels/send-to-mailbox.ts";
import { createReadPersonnummer } from "../server/people/read-personnummer.ts";
import type { MailTransport } from "../server/platform/mail/mail-transport.ts";
import type { MailboxGateway } from "../server/platform/mailbox/mailbox-gateway.ts";
import { renderLetter } from "../server/platform/print/letter-layout.ts";
import type { PrintFolder } from "../server/platform/print/print-folder.ts";
import type { SmsGateway } from "../server/platform/sms/sms-gateway.ts";

/** What the channels hand their messages over to. */
export interface Carriers {
  readonly mail: Pick<MailTransport, "send">;
  /** None where the installation has none. */
  readonly sms: SmsGateway | undefined;
  /** None where the installation has none. */
  readonly mailboxes: MailboxGateway | undefined;
  readonly letters: PrintFolder;
}

/** The ways to send messages, each with the one who carries them on. */
export function openChannels(samtid: Samtid, { mail, sms, mailboxes, letters }: Carriers): Channels {
  const { config, clock, repositories, vault, composeMessage, describeMessage } = samtid;
  const { reportAddresses, replyAddress } = samtid;
  const { links, addresses, recalls } = repositories;
  const describe = describeMessage;
  const onPaper = { render: renderLetter, publicUrl: config.PUBLIC_URL, describe, links, clock };
  return {
    email: createSendByEmail({
      mail,
      mailDomain: mailDomainOf(config),
      replyAddress,
      compose: composeMessage,
      links,
    }),
    sms: createSendBySms({
      gateway: sms,
      reportUrlOf: (messageId) => reportAddresses.urlOf(messageId, "sms"),
      describe,
      links,
    }),
    digital_mailbox: createSendToMailbox({
      gateway: mailboxes,
      readPersonnummer: createReadPersonnummer({ addresses, vault }),
      reportUrlOf: (messageId) => reportAddresses.urlOf(messageId, "digital-mailbox"),
      ...onPaper,
    }),
    letter: createSendByLetter({
      folder: letters,
      listRecalledWith: recalls.listRecalledWith,
      ...onPaper,
    }),
  };
}
