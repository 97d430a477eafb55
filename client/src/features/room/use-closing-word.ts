import { onScopeDispose } from "vue";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";

/** Says when the page is closed, so that the others don't wait for one who has gone. A reload comes back to the seat. */
export function useClosingWord(room: () => RoomView | undefined): void {
  function say() {
    const seat = room();
    if (!seat) return;
    const { participantId, generation } = seat.me;
    const word = new Blob([JSON.stringify({ generation })], { type: "application/json" });
    navigator.sendBeacon(`/api/v1/meetings/${seat.meetingId}/seats/${participantId}/closing`, word);
  }
  window.addEventListener("pagehide", say);
  onScopeDispose(() => window.removeEventListener("pagehide", say));
}
