import type { AnswerRecord } from "./answers.repository.ts";
import type { Answer } from "./invitations.contract.ts";

/** The answer to the meeting's present time: one given to an earlier time no longer counts. */
export function presentAnswer(latest: AnswerRecord | undefined, timeVersion: number): Answer {
  if (!latest || latest.timeVersion !== timeVersion)
    return {
      status: "needs-action",
      answeredAt: null,
      channel: null,
      recordedByName: null,
      otherTimeWish: null,
      declineReason: null,
      byRepresentative: null,
      comment: null,
    };
  return {
    status: latest.status,
    answeredAt: latest.answeredAt.toISOString(),
    channel: latest.channel,
    recordedByName: latest.recordedByName,
    otherTimeWish: latest.wish,
    declineReason: latest.declineReason,
    byRepresentative: latest.byRepresentative,
    comment: latest.comment,
  };
}
