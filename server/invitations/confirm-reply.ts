import type { StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import type { CalendarRepliesRepository } from "./calendar-replies.repository.ts";
import { isDeclinable, type GiveAnswerUseCase } from "./give-answer.ts";
import { statedAnswer } from "./stated-answer.ts";
import { isWaiting } from "./unverified-reply.ts";

/**
 * A handläggare has talked with the participant, who stands by the answer that came by mail from another address: it is then
 * given, as an answer by telephone. Confirming it again changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one isn't in charge of or an answer there is none of, `wrong_state` when the
 * meeting has another time or the participant has answered since.
 */
export type ConfirmReplyUseCase = (
  actor: StaffActor,
  reply: { meetingId: string; replyId: string },
) => Promise<void>;

export function createConfirmReply({
  findMeeting,
  replies,
  answers,
  giveAnswer,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  replies: CalendarRepliesRepository;
  answers: Pick<AnswersRepository, "listLatest">;
  giveAnswer: GiveAnswerUseCase;
  transactions: Transactions;
  clock: Clock;
}): ConfirmReplyUseCase {
  return (actor, { meetingId, replyId }) =>
    transactions.transaction(async (unitOfWork) => {
      const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      if (!meeting || !meetingPolicy.recordAnswer(actor, policyFactsOf(meeting)))
        throw new DomainError("not_found", "Mötet finns inte.");
      const reply = (await replies.listUnverified(meetingId, unitOfWork)).find(({ id }) => id === replyId);
      if (!reply) throw new DomainError("not_found", "Svaret finns inte.");
      if (reply.confirmedAt) return;
      const { participantId } = reply;
      const { timeVersion, startsAt } = meeting;
      const latest = (await answers.listLatest([meetingId], unitOfWork)).find(
        (answer) => answer.participantId === participantId,
      );
      if (!isWaiting(reply, { latest, timeVersion }))
        throw new DomainError(
          "wrong_state",
          "Svaret gäller inte längre: det har kommit ett nyare, eller en ny tid.",
        );
      const mayDecline = isDeclinable(meeting, participantId);
      const { given, comment } = statedAnswer(reply, { startsAt, mayDecline });
      const about = { meetingId, participantId, timeVersion };
      await giveAnswer(actor, about, given, { comment, unitOfWork });
      await replies.markConfirmed(replyId, { at: clock.now(), by: actor.personId }, unitOfWork);
    });
}
