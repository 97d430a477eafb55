import { useQueryClient } from "@tanstack/vue-query";
import { watch, type Ref } from "vue";
import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { announce } from "../../components/notices.ts";
import { useMeetingChanges } from "../../realtime/meeting-changes.ts";
import { useAnswerText } from "./answer-text.ts";
import { meetingKey } from "./meeting-query.ts";

/**
 * Keeps a shown meeting as it is on the server: reads it again when something about it changes and after a lost
 * connection, and reads out each new answer.
 */
export function useLiveMeeting(meetingId: string, meeting: Readonly<Ref<MeetingView | undefined>>): void {
  const queryClient = useQueryClient();
  const { describeAnswer } = useAnswerText();
  useMeetingChanges(
    [meetingId],
    () => void queryClient.invalidateQueries({ queryKey: meetingKey(meetingId) }),
  );

  watch(meeting, (now, before) => {
    if (!now || !before) return;
    for (const participant of now.participants) {
      const earlier = before.participants.find(({ id }) => id === participant.id);
      const isNew =
        participant.answer.answeredAt && participant.answer.answeredAt !== earlier?.answer.answeredAt;
      if (isNew) announce(`${participant.name}: ${describeAnswer(participant, now)?.text}`);
    }
  });
}
