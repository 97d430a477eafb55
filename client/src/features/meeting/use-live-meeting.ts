import { useQueryClient } from "@tanstack/vue-query";
import { watch, type Ref } from "vue";
import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { announce } from "../../components/notices.ts";
import { useTranslation } from "i18next-vue";
import { useMeetingChanges } from "../../realtime/meeting-changes.ts";
import { useAnswerText } from "./answer-text.ts";
import { meetingKey } from "./meeting-query.ts";
import { offerEndingOf } from "./offer-state.ts";

/**
 * Keeps a shown meeting as it is on the server: reads it again when something about it changes and after a lost
 * connection, and reads out each new answer, and when it has become something else.
 */
export function useLiveMeeting(meetingId: string, meeting: Readonly<Ref<MeetingView | undefined>>): void {
  const queryClient = useQueryClient();
  const { t } = useTranslation("meeting");
  const { describeAnswer } = useAnswerText();
  useMeetingChanges(
    [meetingId],
    () => void queryClient.invalidateQueries({ queryKey: meetingKey(meetingId) }),
  );

  watch(meeting, (now, before) => {
    if (!now || !before) return;
    const answers = now.participants.flatMap((participant) => {
      const earlier = before.participants.find(({ id }) => id === participant.id);
      const isNew =
        participant.answer.answeredAt && participant.answer.answeredAt !== earlier?.answer.answeredAt;
      return isNew ? [`${participant.name}: ${describeAnswer(participant, now)?.text}`] : [];
    });
    const become = now.status === before.status ? [] : [t(`status.${offerEndingOf(now) ?? now.status}`)];
    if (answers.length || become.length) announce([...answers, ...become].join(". "));
  });
}
