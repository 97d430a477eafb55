import { ref, shallowRef } from "vue";
import type { IdentityCheckMethod } from "../../../../server/meetings/identity-check.contract.ts";
import type { Acknowledgement, SeatDecisionCommand } from "../../../../server/realtime/events.contract.ts";
import type { RoomView, SeatView } from "../../../../server/rooms/rooms.contract.ts";
import { ProblemError } from "../../api/problem.ts";
import { useSocket, type ComesAs } from "../../realtime/socket.ts";
import { useClosingWord } from "./use-closing-word.ts";
import { useOnlyTab } from "./use-only-tab.ts";
import { useSeatConnection, type Outside } from "./use-seat-connection.ts";

const ACKNOWLEDGED_WITHIN_MS = 8_000;
/** A decision that was not answered is sent again, which the server knows it by. */
const TRIES = 3;

/**
 * A handläggare's decision of somebody's seat as it is shown now.
 *
 * @throws {ProblemError} when the server refuses; nothing when it didn't answer, since the view tells.
 */
export type DecideSeat = (
  command: SeatDecisionCommand,
  seat: SeatView,
  identityCheck?: IdentityCheckMethod,
) => Promise<void>;

/**
 * A seat in the meeting's room: taken when the page opens and after each lost connection, given up by `leave` or
 * when the page closes. The server's view replaces what is shown, unless it is older. Of several tabs in one browser only one sits
 * there: another asks first.
 *
 * @param whileEntering called each time the seat has been asked for: what is sent then is answered right after.
 */
export function useRoom(meetingId: string, as: ComesAs, whileEntering: () => void) {
  const socket = useSocket(as);
  const room = shallowRef<RoomView>();
  const refusal = shallowRef<ProblemError>();
  const outside = ref<Outside>();
  const onlyTab = useOnlyTab(`samtid-room:${as}:${meetingId}`, () => stepOut("takenOver"));

  function show(view: RoomView) {
    if (view.meetingId === meetingId && view.version >= (room.value?.version ?? 0)) room.value = view;
  }

  function stepOut(reason: Outside) {
    outside.value ??= reason;
    onlyTab.release();
  }

  async function enter({ steal } = { steal: false }) {
    if (!(await onlyTab.take({ steal }))) return stepOut("otherTab");
    // As it was when one went out it is not shown: one may come to the lobby.
    if (outside.value) room.value = undefined;
    outside.value = undefined;
    refusal.value = undefined;
    const asked = answered<RoomView>((done) => timed().emit("room:enter", { meetingId }, done));
    whileEntering();
    const answer = await asked;
    if (answer) {
      if (answer.ok) show(answer.value);
      else refusal.value = new ProblemError(answer.problem);
    } else if (socket.connected && !outside.value) void enter();
  }

  async function leave() {
    stepOut("left");
    await answered((done) => timed().emit("room:leave", { meetingId }, done));
  }

  const decide: DecideSeat = async (command, { participantId, generation }, identityCheck) => {
    const decision = {
      meetingId,
      participantId,
      generation: generation ?? 0,
      commandId: crypto.randomUUID(),
    };
    const payload = { ...decision, ...(identityCheck && { identityCheck }) };
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await answered((done) => timed().emit(command, payload, done));
      if (answer && !answer.ok) throw new ProblemError(answer.problem);
      if (answer) return;
    }
  };

  const timed = () => socket.timeout(ACKNOWLEDGED_WITHIN_MS);

  const isLost = useSeatConnection(socket, { meetingId, outside, show, stepOut, enter, leave });
  useClosingWord(() => (outside.value ? undefined : room.value));

  return { room, refusal, isLost, outside, enter, leave, decide };
}

/** The server's answer, or undefined when none came in time. */
function answered<T = null>(
  send: (done: (error: Error | null, answer: Acknowledgement<T>) => void) => void,
): Promise<Acknowledgement<T> | undefined> {
  return new Promise((resolve) => send((error, answer) => resolve(error ? undefined : answer)));
}
