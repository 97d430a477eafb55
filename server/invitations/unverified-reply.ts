import type { AnswerRecord } from "./answers.repository.ts";
import type { CalendarReplyRecord } from "./calendar-replies.repository.ts";
import type { UnverifiedReply } from "./invitations.contract.ts";
import { statedAnswer } from "./stated-answer.ts";

/**
 * Whether an answer that is not verified still waits for a handläggare: it is for the present time, nobody has confirmed it, and
 * the participant has not answered in another way since.
 */
export function isWaiting(
  reply: CalendarReplyRecord,
  { latest, timeVersion }: { latest: AnswerRecord | undefined; timeVersion: number },
): boolean {
  if (reply.timeVersion !== timeVersion || reply.confirmedAt) return false;
  return !latest || latest.timeVersion !== timeVersion || latest.answeredAt < reply.receivedAt;
}

/** What it says, without from where it came. */
export function presentUnverifiedReply(
  reply: CalendarReplyRecord,
  meeting: Parameters<typeof statedAnswer>[1],
): UnverifiedReply {
  const { given, comment } = statedAnswer(reply, meeting);
  const { id, receivedAt } = reply;
  const said =
    given.answer === "other-time"
      ? { status: "tentative" as const, otherTimeWish: given.wish }
      : { status: given.answer, otherTimeWish: null };
  return { id, ...said, comment, receivedAt: receivedAt.toISOString() };
}
