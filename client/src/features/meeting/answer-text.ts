import { useTranslation } from "i18next-vue";
import type { OtherTimeWish } from "../../../../server/invitations/invitations.contract.ts";
import type { MeetingView, ParticipantView } from "../../../../server/meetings/meetings.contract.ts";
import { formatDate, formatMoment, formatShortDay } from "../../time/format-time.ts";

type Tone = "neutral" | "info" | "positive" | "warning" | "negative";

/** Words for what a participant has answered, and for a wish for another time. */
export function useAnswerText() {
  const { t } = useTranslation("meeting");

  function unanswered(participant: ParticipantView, meeting: MeetingView): string {
    if (participant.linkOpenedAt)
      return t("answer.opened", { day: formatShortDay(participant.linkOpenedAt) });
    const messages = meeting.messages.filter(({ participantId }) => participantId === participant.id);
    return t(messages.at(-1)?.channel === "telephone" ? "answer.none" : "answer.notOpened");
  }

  /** Undefined when there is nothing to say: nobody waits for an answer to a meeting that isn't to come any more. */
  function describeAnswer(
    participant: ParticipantView,
    meeting: MeetingView,
  ): { text: string; tone: Tone } | undefined {
    const { status, answeredAt, channel, recordedByName } = participant.answer;
    const isOffered = meeting.status === "offered";
    if (meeting.status !== "booked" && !isOffered && !answeredAt) return undefined;
    if (status === "needs-action" || !answeredAt)
      return participant.role === "handlaggare"
        ? { text: t(isOffered ? "answer.held" : "answer.booked"), tone: "neutral" }
        : { text: unanswered(participant, meeting), tone: "neutral" };
    const how = recordedByName
      ? t("answer.byTelephone", { name: recordedByName })
      : t(`answer.channel.${channel ?? "web"}`);
    const tones = { accepted: "positive", declined: "negative", tentative: "warning" } as const;
    return { text: t(`answer.${status}`, { when: formatMoment(answeredAt), how }), tone: tones[status] };
  }

  function describeWish({ weekdays, partsOfDay, earliestOn }: OtherTimeWish): string[] {
    return [
      ...(weekdays.length ? [listOf(weekdays.map((day) => t(`wish.weekday.${day}`)))] : []),
      ...(partsOfDay.length ? [listOf(partsOfDay.map((part) => t(`wish.part.${part}`)))] : []),
      ...(earliestOn ? [t("wish.earliest", { day: formatDate(earliestOn) })] : []),
    ];
  }

  return { describeAnswer, describeWish };
}

function listOf(words: string[]): string {
  return new Intl.ListFormat("sv", { type: "disjunction" }).format(words);
}
