import { onBeforeUnmount, shallowRef } from "vue";
import type { ReportedMedia } from "../../../../../server/rooms/media.contract.ts";
import type { RoomView } from "../../../../../server/rooms/rooms.contract.ts";
import { createHearingMatrix, heardSince, type Unheard } from "../../../media/hearing.ts";
import type { MediaSession, PeerStats, PeerStatus } from "../../../media/media-session.ts";
import type { AppSocket } from "../../../realtime/socket.ts";
import { isByTelephone } from "../seat-text.ts";

const EVERY_MS = 4_000;

/** Reports whose sound comes in, and tells who doesn't hear whom by what everybody reports. */
export function useHearing(
  room: () => RoomView,
  needs: {
    socket: AppSocket;
    session: MediaSession;
    statusOf: (participantId: string) => PeerStatus | undefined;
  },
) {
  const { socket, session, statusOf } = needs;
  const { meetingId, me } = room();
  const matrix = createHearingMatrix();
  const unheard = shallowRef<readonly Unheard[]>([]);
  let before: readonly PeerStats[] = [];

  const inCall = () => room().seats.filter((seat) => seat.state === "in_call" && !isByTelephone(seat));
  function tell() {
    const here = inCall();
    const now = matrix.unheard(new Set(here.map(({ participantId }) => participantId)), performance.now());
    if (JSON.stringify(now) !== JSON.stringify(unheard.value)) unheard.value = now;
  }
  async function report() {
    const stats = await session.stats();
    const here = new Set(inCall().map(({ participantId }) => participantId));
    const peers = heardSince(before, stats, statusOf).filter(({ participantId }) => here.has(participantId));
    before = stats;
    matrix.report(me.participantId, peers, performance.now());
    if (socket.connected) socket.emit("media:report", { meetingId, peers: [...peers] }, () => undefined);
    tell();
  }
  const onReported = (reported: ReportedMedia) => {
    if (reported.meetingId !== meetingId) return;
    matrix.report(reported.from, reported.peers, performance.now());
    tell();
  };
  socket.on("media:reported", onReported);
  const timer = setInterval(() => void report(), EVERY_MS);
  onBeforeUnmount(() => {
    clearInterval(timer);
    socket.off("media:reported", onReported);
  });
  return unheard;
}
