import { mobileNumberOf } from "../../people/mobile-number.ts";
import type { SmsGateway } from "../../platform/sms/sms-gateway.ts";
import type { DescribeMessage } from "../describe-message.ts";
import type { LinksRepository } from "../links.repository.ts";
import { smsTextOf } from "../sms-text.ts";
import type { Channel, SendOutcome } from "./channel.ts";

/** SMS through a gateway that reports what becomes of it. */
export function createSendBySms({
  gateway,
  reportUrlOf,
  describe,
  links,
}: {
  /** None where the installation has none: the next channel is tried instead. */
  gateway: SmsGateway | undefined;
  reportUrlOf: (messageId: string) => string;
  describe: DescribeMessage;
  links: Pick<LinksRepository, "tokenFor">;
}): Channel {
  return {
    async send({ messageId, participant, ...message }): Promise<SendOutcome> {
      if (!gateway) return "not_set_up";
      const to = mobileNumberOf(participant.phone ?? "");
      if (!to) return "no_address";
      const token = await links.tokenFor(participant.id, message.unitOfWork);
      const text = smsTextOf(await describe({ ...message, participant, token }));
      return gateway.send({ to, text, messageId, reportUrl: reportUrlOf(messageId) });
    },
  };
}
