import type { RecordAudit } from "./audit/record-audit.ts";
import type { AnswersRepository } from "./invitations/answers.repository.ts";
import type { CalendarRepliesRepository } from "./invitations/calendar-replies.repository.ts";
import type { KeepInterpreterWord } from "./interpreters/interpreter-record.ts";
import { createConfirmReply } from "./invitations/confirm-reply.ts";
import { createGiveAnswer } from "./invitations/give-answer.ts";
import type { ReportDelivery } from "./invitations/report-delivery.ts";
import { createTakeCalendarReply } from "./invitations/take-calendar-reply.ts";
import { createTakeMail } from "./invitations/take-mail.ts";
import type { MeetingsRepository } from "./meetings/meetings.repository.ts";
import type { Clock } from "./platform/clock.ts";
import type { Logger } from "./platform/logger.ts";
import type { SignedAddressSettings } from "./platform/mail/signed-address.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { KeepWishes } from "./scheduling/individual-wishes.ts";

/** Puts together the ways to answer: one's page, the telephone, one's calendar. */
export function composeAnswers({
  shared,
  repositories,
  replyAddress,
  reportDelivery,
  logger,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: {
    readonly meetings: MeetingsRepository;
    readonly answers: AnswersRepository;
    readonly calendarReplies: CalendarRepliesRepository;
    readonly wishes: { readonly keep: KeepWishes };
    readonly interpreters: { readonly keepWord: KeepInterpreterWord };
  };
  readonly replyAddress: SignedAddressSettings;
  readonly reportDelivery: ReportDelivery;
  readonly logger: Logger;
}) {
  const { meetings, answers, calendarReplies: replies, wishes, interpreters } = repositories;
  const asked = { ...shared, findMeeting: meetings.find, journal: meetings };
  const giveAnswer = createGiveAnswer({
    ...asked,
    answers,
    keepWishes: wishes.keep,
    keepInterpreterWord: interpreters.keepWord,
  });
  const takeCalendarReply = createTakeCalendarReply({ ...asked, replies, giveAnswer });
  return {
    giveAnswer,
    confirmReply: createConfirmReply({ ...asked, replies, answers, giveAnswer }),
    takeMail: createTakeMail({ replyAddress, replies, takeCalendarReply, reportDelivery, logger }),
  };
}
