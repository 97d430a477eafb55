import type { AnswerRecord, AnswersRepository } from "./answers.repository.ts";
import type { CalendarRepliesRepository, CalendarReplyRecord } from "./calendar-replies.repository.ts";
import type { LinksRepository } from "./links.repository.ts";
import type { ListRecalls, RecallRecord } from "../recalls/recall-record.ts";
import type { MessageRecord, MessagesRepository } from "./messages.repository.ts";

/** What has been said in both directions about a meeting. */
export interface Correspondence {
  readonly answers: readonly AnswerRecord[];
  /** The latest of each participant that came by mail from another address than theirs. */
  readonly unverified: readonly CalendarReplyRecord[];
  readonly messages: readonly MessageRecord[];
  readonly links: readonly { readonly participantId: string; readonly openedAt: Date | null }[];
  /** The latest first. */
  readonly recalls: readonly RecallRecord[];
}

/** Reads what has been said about meetings; the caller applies the policy. */
export interface ReadCorrespondence {
  of(meetingId: string): Promise<Correspondence>;
  /** The latest answer of each participant of several meetings. */
  answersOf(meetingIds: readonly string[]): Promise<AnswerRecord[]>;
}

export function createReadCorrespondence({
  answers,
  calendarReplies,
  messages,
  links,
  listRecalls,
}: {
  answers: AnswersRepository;
  calendarReplies: Pick<CalendarRepliesRepository, "listUnverified">;
  messages: MessagesRepository;
  links: LinksRepository;
  listRecalls: ListRecalls;
}): ReadCorrespondence {
  return {
    async of(meetingId) {
      const [latest, unverified, sent, opened, recalls] = await Promise.all([
        answers.listLatest([meetingId]),
        calendarReplies.listUnverified(meetingId),
        messages.listOf(meetingId),
        links.listOpened(meetingId),
        listRecalls(meetingId),
      ]);
      return { answers: latest, unverified, messages: sent, links: opened, recalls };
    },
    answersOf: (meetingIds) => answers.listLatest(meetingIds),
  };
}
