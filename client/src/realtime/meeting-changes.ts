import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from "vue";
import { useSocket } from "./socket.ts";

/** How many parts of the client watch each meeting: a page that opens may watch what the one that closes did. */
const watchers = new Map<string, number>();

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
  const begin = (meetingId: string) => {
    watchers.set(meetingId, (watchers.get(meetingId) ?? 0) + 1);
    ask("meeting:watch", meetingId);
  };
  const end = (meetingId: string) => {
    const left = (watchers.get(meetingId) ?? 1) - 1;
    if (left > 0) return void watchers.set(meetingId, left);
    watchers.delete(meetingId);
    ask("meeting:unwatch", meetingId);
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
      for (const meetingId of watched) if (!before.includes(meetingId)) begin(meetingId);
      for (const meetingId of before) if (!watched.includes(meetingId)) end(meetingId);
    },
    { immediate: true },
  );
  wasConnected = socket.connected;
  socket.on("meeting:changed", onChanged);
  socket.on("connect", onConnect);
  onScopeDispose(() => {
    socket.off("meeting:changed", onChanged);
    socket.off("connect", onConnect);
    for (const meetingId of watched) end(meetingId);
  });
}
