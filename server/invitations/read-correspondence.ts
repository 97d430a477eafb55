import type { AnswerRecord, AnswersRepository } from "./answers.repository.ts";
import type { LinksRepository } from "./links.repository.ts";
import type { MessageRecord, MessagesRepository } from "./messages.repository.ts";

/** What has been said in both directions about a meeting. */
export interface Correspondence {
  readonly answers: readonly AnswerRecord[];
  readonly messages: readonly MessageRecord[];
  readonly links: readonly { readonly participantId: string; readonly openedAt: Date | null }[];
}

/** Reads what has been said about meetings; the caller applies the policy. */
export interface ReadCorrespondence {
  of(meetingId: string): Promise<Correspondence>;
  /** The latest answer of each participant of several meetings. */
  answersOf(meetingIds: readonly string[]): Promise<AnswerRecord[]>;
}

export function createReadCorrespondence({
  answers,
  messages,
  links,
}: {
  answers: AnswersRepository;
  messages: MessagesRepository;
  links: LinksRepository;
}): ReadCorrespondence {
  return {
    async of(meetingId) {
      const [latest, sent, opened] = await Promise.all([
        answers.listLatest([meetingId]),
        messages.listOf(meetingId),
        links.listOpened(meetingId),
      ]);
      return { answers: latest, messages: sent, links: opened };
    },
    answersOf: (meetingIds) => answers.listLatest(meetingIds),
  };
}
