import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from "vue";
import { useSocket } from "./socket.ts";

/**
 * Calls back when one of the meetings shown has changed, and after a lost connection, when any of them may have.
 *
 * @param readAgain told nothing more: what a reader may see is read over HTTP.
 */
export function useMeetingChanges(
  meetingIds: MaybeRefOrGetter<readonly string[]>,
  readAgain: () => void,
): void {
  const socket = useSocket();
  let watched: readonly string[] = [];
  let wasConnected = false;

  const ask = (event: "meeting:watch" | "meeting:unwatch", meetingId: string) => {
    if (socket.connected) socket.emit(event, { meetingId }, () => undefined);
  };
  const onChanged = ({ meetingId }: { meetingId: string }) => {
    if (watched.includes(meetingId)) readAgain();
  };
  const onConnect = () => {
    for (const meetingId of watched) ask("meeting:watch", meetingId);
    if (wasConnected) readAgain();
    wasConnected = true;
  };

  watch(
    () => toValue(meetingIds),
    (now) => {
      const before = watched;
      watched = [...now];
      for (const meetingId of watched) if (!before.includes(meetingId)) ask("meeting:watch", meetingId);
      for (const meetingId of before) if (!watched.includes(meetingId)) ask("meeting:unwatch", meetingId);
    },
    { immediate: true },
  );
  wasConnected = socket.connected;
  socket.on("meeting:changed", onChanged);
  socket.on("connect", onConnect);
  onScopeDispose(() => {
    socket.off("meeting:changed", onChanged);
    socket.off("connect", onConnect);
    for (const meetingId of watched) ask("meeting:unwatch", meetingId);
  });
}
