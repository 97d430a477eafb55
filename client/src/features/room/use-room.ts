import { ref, shallowRef } from "vue";
import type { Acknowledgement } from "../../../../server/realtime/events.contract.ts";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";
import { ProblemError } from "../../api/problem.ts";
import { useSocket, type ComesAs } from "../../realtime/socket.ts";
import { useSeatConnection, type Outside } from "./use-seat-connection.ts";

const ACKNOWLEDGED_WITHIN_MS = 8_000;

/**
 * A seat in the meeting's room: taken when the page opens and after each lost connection, given up by `leave` or
 * when the page closes. The server's view replaces what is shown, unless it is older.
 */
export function useRoom(meetingId: string, as: ComesAs) {
  const socket = useSocket(as);
  const room = shallowRef<RoomView>();
  const refusal = shallowRef<ProblemError>();
  const outside = ref<Outside>();

  function show(view: RoomView) {
    if (view.meetingId === meetingId && view.version >= (room.value?.version ?? 0)) room.value = view;
  }

  async function enter() {
    outside.value = undefined;
    refusal.value = undefined;
    const answer = await answered<RoomView>((done) => timed().emit("room:enter", { meetingId }, done));
    if (answer) {
      if (answer.ok) show(answer.value);
      else refusal.value = new ProblemError(answer.problem);
    } else if (socket.connected && !outside.value) void enter();
  }

  async function leave() {
    outside.value = "left";
    await answered((done) => timed().emit("room:leave", { meetingId }, done));
  }

  /** @throws {ProblemError} when the server refuses; nothing when it didn't answer, since the view tells. */
  async function admit(participantId: string) {
    const answer = await answered((done) => timed().emit("lobby:admit", { meetingId, participantId }, done));
    if (answer && !answer.ok) throw new ProblemError(answer.problem);
  }

  const timed = () => socket.timeout(ACKNOWLEDGED_WITHIN_MS);

  const isLost = useSeatConnection(socket, { meetingId, outside, show, enter, leave });

  return { room, refusal, isLost, outside, enter, leave, admit };
}

/** The server's answer, or undefined when none came in time. */
function answered<T = null>(
  send: (done: (error: Error | null, answer: Acknowledgement<T>) => void) => void,
): Promise<Acknowledgement<T> | undefined> {
  return new Promise((resolve) => send((error, answer) => resolve(error ? undefined : answer)));
}
