import { mailDomainOf, type Samtid } from "../server/compose.ts";
import type { Channels } from "../server/invitations/channels/channel.ts";
import { createSendByEmail } from "../server/invitations/channels/send-by-email.ts";
import { createSendByLetter } from "../server/invitations/channels/send-by-letter.ts";
import { createSendBySms } from "../server/invitations/channels/send-by-sms.ts";
import type { MailTransport } from "../server/platform/mail/mail-transport.ts";
import { renderLetter } from "../server/platform/print/letter-layout.ts";
import type { PrintFolder } from "../server/platform/print/print-folder.ts";
import type { SmsGateway } from "../server/platform/sms/sms-gateway.ts";

/** What the channels hand their messages over to. */
export interface Carriers {
  readonly mail: Pick<MailTransport, "send">;
  /** None where the installation has none. */
  readonly sms: SmsGateway | undefined;
  readonly letters: PrintFolder;
}

/** The ways to send messages, each with the one who carries them on. */
export function openChannels(samtid: Samtid, { mail, sms, letters }: Carriers): Channels {
  const { config, clock, repositories, composeMessage, describeMessage, reportAddresses } = samtid;
  const { links } = repositories;
  const describe = describeMessage;
  return {
    email: createSendByEmail({ mail, mailDomain: mailDomainOf(config), compose: composeMessage, links }),
    sms: createSendBySms({ gateway: sms, reportUrlOf: reportAddresses.urlOf, describe, links }),
    letter: createSendByLetter({
      folder: letters,
      render: renderLetter,
      publicUrl: config.PUBLIC_URL,
      describe,
      links,
      clock,
    }),
  };
}
