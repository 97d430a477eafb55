import { onBeforeUnmount, watch } from "vue";
import type { Acknowledgement } from "../../../../../server/realtime/events.contract.ts";
import type { RoomView } from "../../../../../server/rooms/rooms.contract.ts";
import type { MediaSession, Peer, Signalling } from "../../../media/media-session.ts";
import { createMeshSession } from "../../../media/mesh-session.ts";
import type { AppSocket } from "../../../realtime/socket.ts";
import type { RelayReader } from "./relay-ahead.ts";
import type { SignalInbox } from "./signal-inbox.ts";
import { isByTelephone } from "../seat-text.ts";

const ACKNOWLEDGED_WITHIN_MS = 5_000;

/** Sound and picture for as long as the call is shown. It goes on while the connection to the server is lost. */
export function useMediaSession(
  room: () => RoomView,
  { socket, inbox, relay }: { socket: AppSocket; inbox: SignalInbox; relay: RelayReader },
): MediaSession {
  const { meetingId, me, relayOnly } = room();
  const timed = () => socket.timeout(ACKNOWLEDGED_WITHIN_MS);
  const signalling: Signalling = {
    isOpen: () => socket.connected,
    async send({ participantId: to, generation: toGeneration }, signal) {
      const command = { meetingId, to, toGeneration, signal };
      const answer = (await timed().emitWithAck("signal:send", command)) as Acknowledgement;
      return answer.ok;
    },
  };
  const session = createMeshSession({
    selfId: me.participantId,
    signalling,
    readRelay: relay.read,
    isRelayOnly: relayOnly,
  });
  const onRestart = (asked: { meetingId: string; participantId: string }) => {
    if (asked.meetingId === meetingId) session.restart(asked.participantId);
  };
  socket.on("media:restart", onRestart);
  const stop = inbox.open(({ from, fromGeneration, signal }) =>
    session.receive({ participantId: from, generation: fromGeneration }, signal),
  );
  watch(room, (now) => session.meet(peersIn(now)), { immediate: true });
  onBeforeUnmount(() => {
    stop();
    socket.off("media:restart", onRestart);
    session.close();
  });
  return session;
}

/** Who has lost the connection to the server may still be heard; who is there by telephone has no browser to hear. */
function peersIn({ seats }: RoomView): Peer[] {
  return seats
    .filter(({ isMe, state }) => !isMe && (state === "in_call" || state === "reconnecting"))
    .filter((seat) => !isByTelephone(seat))
    .map(({ participantId, state, generation }) => ({
      participantId,
      generation: state === "in_call" ? generation : null,
    }));
}
