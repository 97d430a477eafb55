import { mobileNumberOf } from "../../people/mobile-number.ts";
import type { SmsGateway } from "../../platform/sms/sms-gateway.ts";
import type { DescribeMessage } from "../describe-message.ts";
import type { LinksRepository } from "../links.repository.ts";
import { smsTextOf } from "../sms-text.ts";
import { wordsOf, type Channel, type SendResult } from "./channel.ts";

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
    async send({ messageId, participant, ...message }): Promise<SendResult> {
      if (!gateway) return { outcome: "not_set_up" };
      const to = mobileNumberOf(participant.phone ?? "");
      if (!to) return { outcome: "no_address" };
      const token = await links.tokenFor(participant.id, message.unitOfWork);
      const text = smsTextOf(await describe({ ...message, participant, channel: "sms", token }));
      const outcome = await gateway.send({ to, text, messageId, reportUrl: reportUrlOf(messageId) });
      return { outcome, words: wordsOf([text], token) };
    },
  };
}
