import { useTranslation } from "i18next-vue";
import type { DeclineReason } from "../../../../server/invitations/decline-reason.contract.ts";
import type { StatedWish, UnverifiedReply } from "../../../../server/invitations/invitations.contract.ts";
import type { MeetingView, ParticipantView } from "../../../../server/meetings/meetings.contract.ts";
import { formatDate, formatMeetingTime, formatMoment, formatShortDay } from "../../time/format-time.ts";
import { variantOf } from "./offer-state.ts";

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
    const { status, answeredAt, channel, recordedByName, byRepresentative, otherTimeWish } =
      participant.answer;
    const isOffered = meeting.status === "offered";
    if (participant.representative) {
      const { state } = participant.representative;
      return { text: t(`participants.mandateState.${state}`), tone: state === "valid" ? "info" : "neutral" };
    }
    if (meeting.status !== "booked" && !isOffered && !answeredAt) return undefined;
    if (status === "needs-action" || !answeredAt)
      return participant.role === "handlaggare"
        ? { text: t(isOffered ? "answer.held" : "answer.booked", variantOf(meeting)), tone: "neutral" }
        : { text: unanswered(participant, meeting), tone: "neutral" };
    const channelText = recordedByName
      ? t("answer.byTelephone", { name: recordedByName })
      : t(`answer.channel.${channel ?? "web"}`);
    const how = byRepresentative
      ? t("answer.byRepresentative", {
          how: channelText,
          name: byRepresentative.name,
          mandate: t(`terms:mandate.${byRepresentative.kind}`).toLowerCase(),
        })
      : channelText;
    const tones = { accepted: "positive", declined: "negative", tentative: "warning" } as const;
    const said = saidBy({ status, otherTimeWish });
    return { text: t(`answer.${said}`, { when: formatMoment(answeredAt), how }), tone: tones[status] };
  }

  function describeUnverified(reply: UnverifiedReply): string {
    return t(`unverified.${saidBy(reply)}`, { when: formatMoment(reply.receivedAt) });
  }

  function describeReason({ code }: DeclineReason): string {
    return t("answer.reason", { reason: t(`answer.declineReason.${code}`) });
  }

  function describeWish({ weekdays, partsOfDay, earliestOn, mode, proposedTime }: StatedWish): string[] {
    if (proposedTime)
      return [t("wish.proposed", { time: formatMeetingTime(proposedTime.startAt, proposedTime.endAt) })];
    return [
      ...(weekdays.length ? [listOf(weekdays.map((day) => t(`wish.weekday.${day}`)))] : []),
      ...(partsOfDay.length ? [listOf(partsOfDay.map((part) => t(`wish.part.${part}`)))] : []),
      ...(earliestOn ? [t("wish.earliest", { day: formatDate(earliestOn) })] : []),
      ...(mode ? [t("wish.rather", { how: t(`wish.how.${mode}`) })] : []),
    ];
  }

  return { describeAnswer, describeReason, describeUnverified, describeWish };
}

/** Calendar programs offer a "perhaps", which is no wish for another time. */
function saidBy<Status extends string>({
  status,
  otherTimeWish,
}: {
  status: Status;
  otherTimeWish: StatedWish | null;
}): Status | "maybe" {
  return status === "tentative" && !otherTimeWish ? "maybe" : status;
}

function listOf(words: string[]): string {
  return new Intl.ListFormat("sv", { type: "disjunction" }).format(words);
}
