import { useQueryClient } from "@tanstack/vue-query";
import { onScopeDispose, watch, type Ref } from "vue";
import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { announce } from "../../components/notices.ts";
import { useSocket } from "../../realtime/socket.ts";
import { useAnswerText } from "./answer-text.ts";
import { meetingKey } from "./meeting-query.ts";

/**
 * Keeps a shown meeting as it is on the server: reads it again when something about it changes and after a lost
 * connection, and reads out each new answer.
 */
export function useLiveMeeting(meetingId: string, meeting: Readonly<Ref<MeetingView | undefined>>): void {
  const queryClient = useQueryClient();
  const socket = useSocket();
  const { describeAnswer } = useAnswerText();
  let wasConnected = false;

  const readAgain = () => void queryClient.invalidateQueries({ queryKey: meetingKey(meetingId) });
  const onChanged = (event: { meetingId: string }) => {
    if (event.meetingId === meetingId) readAgain();
  };
  const subscribe = () => {
    socket.emit("meeting:watch", { meetingId }, () => undefined);
    if (wasConnected) readAgain();
    wasConnected = true;
  };

  socket.on("meeting:changed", onChanged);
  socket.on("connect", subscribe);
  if (socket.connected) subscribe();
  onScopeDispose(() => {
    socket.off("meeting:changed", onChanged);
    socket.off("connect", subscribe);
    if (socket.connected) socket.emit("meeting:unwatch", { meetingId }, () => undefined);
  });

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
