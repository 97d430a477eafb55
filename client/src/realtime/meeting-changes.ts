import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from "vue";
import { useSocket } from "./socket.ts";

/**
 * Calls back when one of the meetings shown may have changed: when it has, when the server has begun to watch it
 * (since it was read before that), and so after each lost connection.
 *
 * @param readAgain told nothing more: what a reader may see is read over HTTP.
 */
export function useMeetingChanges(
  meetingIds: MaybeRefOrGetter<readonly string[]>,
  readAgain: () => void,
): void {
  const socket = useSocket();
  let watched: readonly string[] = [];

  async function begin(ids: readonly string[]) {
    if (!socket.connected || ids.length === 0) return;
    await Promise.all(ids.map((meetingId) => socket.emitWithAck("meeting:watch", { meetingId })));
    if (ids.some((meetingId) => watched.includes(meetingId))) readAgain();
  }
  function end(ids: readonly string[]) {
    if (!socket.connected) return;
    for (const meetingId of ids) socket.emit("meeting:unwatch", { meetingId }, () => undefined);
  }
  const onChanged = ({ meetingId }: { meetingId: string }) => {
    if (watched.includes(meetingId)) readAgain();
  };
  const onConnect = () => void begin(watched);

  watch(
    () => toValue(meetingIds),
    (now) => {
      const before = watched;
      watched = [...now];
      end(before.filter((meetingId) => !watched.includes(meetingId)));
      void begin(watched.filter((meetingId) => !before.includes(meetingId)));
    },
    { immediate: true },
  );
  socket.on("meeting:changed", onChanged);
  socket.on("connect", onConnect);
  onScopeDispose(() => {
    socket.off("meeting:changed", onChanged);
    socket.off("connect", onConnect);
    end(watched);
    watched = [];
  });
}
