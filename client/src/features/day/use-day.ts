import { onScopeDispose, shallowRef } from "vue";
import type { DayView } from "../../../../server/rooms/day/day.contract.ts";
import { ask } from "../../realtime/ask.ts";
import { useSocket } from "../../realtime/socket.ts";

/** What was booked meanwhile is found when the day is asked for again. */
const ASKED_AGAIN_MS = 5 * 60_000;

/** The handläggare's day, kept up to date while the page is open. */
export function useDay() {
  const socket = useSocket("staff");
  const day = shallowRef<DayView>();
  const show = (told: DayView) => (day.value = told);
  /** A refusal, or no answer, leaves what is shown: the next connection asks again. */
  const watchDay = () =>
    void ask(socket, "day:watch", {})
      .then(show)
      .catch(() => undefined);
  socket.on("connect", watchDay).on("day:changed", show);
  if (socket.connected) watchDay();
  const timer = setInterval(() => socket.connected && watchDay(), ASKED_AGAIN_MS);
  onScopeDispose(() => {
    clearInterval(timer);
    socket.off("connect", watchDay).off("day:changed", show);
  });
  return day;
}
