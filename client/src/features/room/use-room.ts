import { onBeforeUnmount, ref, shallowRef } from "vue";
import type { Acknowledgement } from "../../../../server/realtime/events.contract.ts";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";
import { ProblemError } from "../../api/problem.ts";
import { useSocket } from "../../realtime/socket.ts";
import { forgetSession, loadSession } from "../../session/session.ts";

const ACKNOWLEDGED_WITHIN_MS = 8_000;
const CONNECT_AGAIN_AFTER_MS = 2_000;

/**
 * A seat in the meeting's room: taken when the page opens and after each lost connection, given up by `leave` or
 * when the page closes. The server's view replaces what is shown, unless it is older.
 */
export function useRoom(meetingId: string) {
  const socket = useSocket();
  const room = shallowRef<RoomView>();
  const refusal = shallowRef<ProblemError>();
  const connection = ref<"connecting" | "connected" | "lost" | "signedOut">("connecting");
  const hasLeft = ref(false);
  let connectAgain: ReturnType<typeof setTimeout> | undefined;

  function show(view: RoomView) {
    if (view.meetingId === meetingId && view.version >= (room.value?.version ?? 0)) room.value = view;
  }

  async function enter() {
    hasLeft.value = false;
    refusal.value = undefined;
    const answer = await answered<RoomView>((done) => timed().emit("room:enter", { meetingId }, done));
    if (answer) {
      if (answer.ok) show(answer.value);
      else refusal.value = new ProblemError(answer.problem);
    } else if (socket.connected && !hasLeft.value) void enter();
  }

  async function leave() {
    hasLeft.value = true;
    await answered((done) => timed().emit("room:leave", { meetingId }, done));
  }

  /** @throws {ProblemError} when the server refuses; nothing when it didn't answer, since the view tells. */
  async function admit(participantId: string) {
    const answer = await answered((done) => timed().emit("lobby:admit", { meetingId, participantId }, done));
    if (answer && !answer.ok) throw new ProblemError(answer.problem);
  }

  const timed = () => socket.timeout(ACKNOWLEDGED_WITHIN_MS);

  function onConnect() {
    connection.value = "connected";
    if (!hasLeft.value) void enter();
  }

  /** Socket.IO reconnects by itself, except when the server itself has said no. */
  async function onLost() {
    connection.value = "lost";
    if (socket.active) return;
    if (await isSignedOut()) connection.value = "signedOut";
    else connectAgain = setTimeout(() => socket.connect(), CONNECT_AGAIN_AFTER_MS);
  }

  socket.on("connect", onConnect);
  socket.on("disconnect", onLost);
  socket.on("connect_error", onLost);
  socket.on("room:changed", show);
  if (socket.connected) onConnect();

  onBeforeUnmount(() => {
    clearTimeout(connectAgain);
    socket.off("connect", onConnect);
    socket.off("disconnect", onLost);
    socket.off("connect_error", onLost);
    socket.off("room:changed", show);
    if (!hasLeft.value) void leave();
  });

  return { room, refusal, connection, hasLeft, enter, leave, admit };
}

/** The server's answer, or undefined when none came in time. */
function answered<T = null>(
  send: (done: (error: Error | null, answer: Acknowledgement<T>) => void) => void,
): Promise<Acknowledgement<T> | undefined> {
  return new Promise((resolve) => send((error, answer) => resolve(error ? undefined : answer)));
}

async function isSignedOut(): Promise<boolean> {
  await forgetSession();
  const session = await loadSession().catch(() => undefined);
  return session?.kind === "none";
}
