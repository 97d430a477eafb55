import type { Acknowledgement } from "../../../../../server/realtime/events.contract.ts";
import type { RelayAccess } from "../../../../../server/rooms/media.contract.ts";
import type { AppSocket } from "../../../realtime/socket.ts";

const ACKNOWLEDGED_WITHIN_MS = 5_000;
/** What was asked ahead is for who comes straight into the call. */
const AHEAD_FOR_MS = 10_000;

/** By which the call learns of the relay. */
export interface RelayReader {
  /** Asks together with the way in, whose answer it comes right after: who waits in the lobby is refused, and asks when they are let in. */
  ask(): void;
  /** @throws Error when there is no connection, or the server refuses. */
  read(): Promise<RTCIceServer[]>;
}

export function createRelayReader(socket: AppSocket, meetingId: string): RelayReader {
  let ahead: { answer: Promise<RTCIceServer[] | undefined>; at: number } | undefined;

  async function readNow(): Promise<RTCIceServer[]> {
    if (!socket.connected) throw new Error("There is no connection to the server.");
    const answer = (await socket
      .timeout(ACKNOWLEDGED_WITHIN_MS)
      .emitWithAck("relay:read", { meetingId })) as Acknowledgement<RelayAccess>;
    if (!answer.ok) throw new Error(answer.problem.code);
    return answer.value.iceServers;
  }
  return {
    ask: () => (ahead = { answer: readNow().catch(() => undefined), at: performance.now() }),
    async read() {
      const isNews = ahead && performance.now() - ahead.at < AHEAD_FOR_MS;
      const known = isNews ? await ahead?.answer : undefined;
      ahead = undefined;
      return known ?? readNow();
    },
  };
}
