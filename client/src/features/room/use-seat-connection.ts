import { onBeforeUnmount, ref, type Ref } from "vue";
import type { Problem } from "../../../../server/http/conventions.contract.ts";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";
import type { AppSocket } from "../../realtime/socket.ts";

/** At the least, and twice that at the most: those whom one server has refused don't all come at the same moment. */
const CONNECT_AGAIN_AFTER_MS = 1_500;

/** Why one is outside the room: one went out, another tab or device has the seat or took it, one is on the telephone, or the session has ended. */
export type Outside = "left" | "otherTab" | "takenOver" | "byTelephone" | "signedOut";

interface Seat {
  readonly meetingId: string;
  readonly outside: Readonly<Ref<Outside | undefined>>;
  readonly stepOut: (reason: Outside) => void;
  readonly show: (room: RoomView) => void;
  readonly enter: () => Promise<void>;
  readonly leave: () => Promise<void>;
}

/**
 * Takes the seat each time the connection comes, also after it was lost, as long as the page is open and one isn't
 * outside. Tells whether the connection is lost now.
 */
export function useSeatConnection(socket: AppSocket, seat: Seat) {
  const { meetingId, outside, stepOut, show, enter, leave } = seat;
  const isLost = ref(false);
  let connectAgain: ReturnType<typeof setTimeout> | undefined;

  function onConnect() {
    isLost.value = false;
    if (!outside.value) void enter();
  }

  /** Socket.IO reconnects by itself, except when the server itself has broken the connection or said no. */
  function onLost() {
    isLost.value = true;
    if (!socket.active)
      connectAgain = setTimeout(() => socket.connect(), CONNECT_AGAIN_AFTER_MS * (1 + Math.random()));
  }

  function onRefused(error: Error & { data?: Partial<Problem> }) {
    if (error.data?.code === "not_signed_in") stepOut("signedOut");
    else onLost();
  }

  function onTakenOver(event: { meetingId: string; byTelephone: boolean }) {
    if (event.meetingId === meetingId) stepOut(event.byTelephone ? "byTelephone" : "takenOver");
  }

  socket.on("connect", onConnect).on("disconnect", onLost).on("connect_error", onRefused);
  socket.on("room:changed", show).on("seat:taken-over", onTakenOver);
  if (socket.connected) onConnect();

  onBeforeUnmount(() => {
    clearTimeout(connectAgain);
    socket.off("connect", onConnect).off("disconnect", onLost).off("connect_error", onRefused);
    socket.off("room:changed", show).off("seat:taken-over", onTakenOver);
    if (!outside.value) void leave();
  });

  return isLost;
}
