import { onScopeDispose } from "vue";
import type { ReceivedSignal } from "../../../../../server/rooms/media.contract.ts";
import type { AppSocket } from "../../../realtime/socket.ts";

/** More than anybody sends before the call is shown. */
const MOST_KEPT = 200;

/** Signals of one meeting. Those that come before the call is shown are kept for it. */
export interface SignalInbox {
  /** @returns how to stop listening. */
  open(listener: (received: ReceivedSignal) => void): () => void;
}

export function useSignalInbox(socket: AppSocket, meetingId: string): SignalInbox {
  let kept: ReceivedSignal[] = [];
  let tell: ((received: ReceivedSignal) => void) | undefined;
  const onSignal = (received: ReceivedSignal) => {
    if (received.meetingId !== meetingId) return;
    if (tell) tell(received);
    else kept = [...kept.slice(1 - MOST_KEPT), received];
  };
  socket.on("signal:received", onSignal);
  onScopeDispose(() => socket.off("signal:received", onSignal));
  return {
    open(listener) {
      tell = listener;
      kept.splice(0).forEach(listener);
      return () => (tell = undefined);
    },
  };
}
