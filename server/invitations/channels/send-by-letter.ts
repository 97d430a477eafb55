import type { PrintFolder } from "../../platform/print/print-folder.ts";
import type { Clock } from "../../platform/clock.ts";
import type { renderLetter } from "../../platform/print/letter-layout.ts";
import type { DescribeMessage } from "../describe-message.ts";
import { letterOf } from "../letter-content.ts";
import type { LinksRepository } from "../links.repository.ts";
import type { Channel, SendOutcome } from "./channel.ts";

/** A letter, put where a print house takes it. */
export function createSendByLetter({
  folder,
  render,
  publicUrl,
  describe,
  links,
  clock,
}: {
  folder: PrintFolder;
  render: typeof renderLetter;
  publicUrl: string;
  describe: DescribeMessage;
  links: Pick<LinksRepository, "codeFor">;
  clock: Clock;
}): Channel {
  return {
    async send({ messageId, participant, ...message }): Promise<SendOutcome> {
      const { address, name } = participant;
      if (!address) return "no_address";
      // Also for a letter that is there: the worker that wrote it may have died before its code was committed.
      const code =
        message.kind === "recalled" ? undefined : await links.codeFor(participant.id, message.unitOfWork);
      if (await folder.has(messageId)) return "handed_over";
      const described = await describe({ ...message, participant, token: undefined });
      const writtenAt = clock.now();
      const answerPage = code && `${publicUrl}/svar/${code}`;
      const letter = letterOf(described, { recipient: { name, ...address }, answerPage, writtenAt });
      await folder.add(messageId, await render(letter), writtenAt);
      return "handed_over";
    },
  };
}
