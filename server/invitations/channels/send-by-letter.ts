import type { PrintFolder } from "../../platform/print/print-folder.ts";
import type { Clock } from "../../platform/clock.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { renderLetter } from "../../platform/print/letter-layout.ts";
import type { DescribeMessage } from "../describe-message.ts";
import { letterOf, textOf } from "../letter-content.ts";
import type { LinksRepository } from "../links.repository.ts";
import { wordsOf, type Channel, type SendResult } from "./channel.ts";

/**
 * A letter, put where a print house takes it. Before anybody is told that a letter was not for them, those letters are withdrawn from
 * printing: what is caught there needs no word. A letter to somebody with protected identity names nobody and has no address: it begins with a
 * sheet for Skatteverket, which forwards it (förmedlingsuppdrag).
 */
export function createSendByLetter({
  folder,
  render,
  publicUrl,
  describe,
  links,
  listRecalledWith,
  clock,
}: {
  folder: PrintFolder;
  render: typeof renderLetter;
  publicUrl: string;
  describe: DescribeMessage;
  links: Pick<LinksRepository, "codeFor">;
  /** The letters that a notice of a recall is about: those that went where it goes. */
  listRecalledWith: (noticeId: string, unitOfWork: UnitOfWork) => Promise<string[]>;
  clock: Clock;
}): Channel {
  /** @returns whether all of them were caught before anybody printed them. */
  const withdraw = async (noticeId: string, unitOfWork: UnitOfWork) => {
    const letterIds = await listRecalledWith(noticeId, unitOfWork);
    const caught = await Promise.all(letterIds.map((id) => folder.withdraw(id, clock.now())));
    return caught.length > 0 && caught.every(Boolean);
  };
  return {
    async send({ messageId, participant, ...message }): Promise<SendResult> {
      const { address, name, protection } = participant;
      const isForwarded = protection !== "none";
      if (!address && !isForwarded) return { outcome: "no_address" };
      if (message.kind === "recalled" && (await withdraw(messageId, message.unitOfWork)))
        return { outcome: "not_needed" };
      // Also for a letter that is there: the worker that wrote it may have died before its code was committed.
      const code =
        message.kind === "recalled" ? undefined : await links.codeFor(participant.id, message.unitOfWork);
      if (await folder.has(messageId)) return { outcome: "handed_over" };
      const described = await describe({ ...message, participant, channel: "letter", token: undefined });
      const writtenAt = clock.now();
      const answerPage = code && `${publicUrl}/svar/${code}`;
      const recipient = isForwarded ? undefined : { name, ...address };
      const letter = letterOf(described, { recipient, answerPage, writtenAt });
      await folder.add(messageId, await render(letter), writtenAt);
      return { outcome: "handed_over", words: wordsOf(textOf(letter), code) };
    },
  };
}
