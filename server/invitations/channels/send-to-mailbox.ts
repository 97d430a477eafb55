import type { MeetingRecord } from "../../meetings/meeting-record.ts";
import type { OrganisationId } from "../../people/people.contract.ts";
import type { ReadPersonnummer } from "../../people/read-personnummer.ts";
import type { Clock } from "../../platform/clock.ts";
import { plainTextOf } from "../../platform/mail/mail-layout.ts";
import type { MailboxGateway, MailboxSender } from "../../platform/mailbox/mailbox-gateway.ts";
import type { renderLetter } from "../../platform/print/letter-layout.ts";
import type { DescribeMessage } from "../describe-message.ts";
import type { LinksRepository } from "../links.repository.ts";
import { MAILBOX_LANGUAGE, mailboxContentOf } from "../mailbox-content.ts";
import { texts } from "../message-texts.ts";
import { wordsOf, type Channel, type OutgoingMessage, type SendResult } from "./channel.ts";

/** Who the agencies are in Mina meddelanden: their organisation numbers, with 16 before. */
const SENDER_ID: Readonly<Record<OrganisationId, string>> = {
  forsakringskassan: "162021005521",
  arbetsformedlingen: "162021002114",
};
const FILE_NAME = "meddelande.pdf";

/**
 * The individual's digital mailbox, from the agency that booked, with the letter as PDF. Asks first whether there is one that
 * takes its post: without, the next channel is tried. Only here is the personnummer in the clear, and it is kept nowhere.
 */
export function createSendToMailbox({
  gateway,
  readPersonnummer,
  reportUrlOf,
  render,
  publicUrl,
  describe,
  links,
  clock,
}: {
  /** None where the installation has none: the next channel is tried instead. */
  gateway: MailboxGateway | undefined;
  readPersonnummer: ReadPersonnummer;
  reportUrlOf: (messageId: string) => string;
  render: typeof renderLetter;
  publicUrl: string;
  describe: DescribeMessage;
  links: Pick<LinksRepository, "codeFor" | "tokenFor">;
  clock: Clock;
}): Channel {
  const compose = async ({ messageId: _, participant, unitOfWork, ...message }: OutgoingMessage) => {
    const isRecall = message.kind === "recalled";
    const token = isRecall ? undefined : await links.tokenFor(participant.id, unitOfWork);
    const code = isRecall ? undefined : await links.codeFor(participant.id, unitOfWork);
    const asked = { ...message, participant, unitOfWork, channel: "digital_mailbox", token } as const;
    const answerPage = code && `${publicUrl}/svar/${code}`;
    return { token, ...mailboxContentOf(await describe(asked), { answerPage, writtenAt: clock.now() }) };
  };
  return {
    async send(message): Promise<SendResult> {
      if (!gateway) return { outcome: "not_set_up" };
      const { messageId, meeting, participant, unitOfWork } = message;
      const personnummer = await readPersonnummer(participant.personId, unitOfWork);
      if (!personnummer) return { outcome: "no_address" };
      const to = { sender: senderOf(meeting), personnummer };
      const found = await gateway.find(to);
      if (found !== "found") return { outcome: found === "none" ? "no_mailbox" : found };
      const { token, subject, content, letter, support } = await compose(message);
      const text = plainTextOf(content);
      const attachments = letter ? [{ fileName: FILE_NAME, pdf: (await render(letter)).pdf }] : [];
      const outcome = await gateway.deliver({
        ...to,
        messageId,
        subject,
        text,
        language: MAILBOX_LANGUAGE[participant.language],
        support,
        attachments,
        reportUrl: reportUrlOf(messageId),
      });
      return { outcome, words: wordsOf([subject, text], token) };
    },
  };
}

function senderOf({ bookedByOrganisationId }: MeetingRecord): MailboxSender {
  const name = texts.getFixedT("sv")(`agency.${bookedByOrganisationId}`);
  return { id: SENDER_ID[bookedByOrganisationId], name };
}
