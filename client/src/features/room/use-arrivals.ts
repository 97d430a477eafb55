import type { TFunction } from "i18next";
import { watch, type ShallowRef } from "vue";
import type { RoomView, SeatView } from "../../../../server/rooms/rooms.contract.ts";
import { announce } from "../../components/notices.ts";
import { nameOf } from "./seat-text.ts";

/** Reads out politely who comes, waits, loses the connection and leaves; and that one has been let in oneself. */
export function useArrivals(room: Readonly<ShallowRef<RoomView | undefined>>, t: TFunction<"room">): void {
  watch(room, (now, before) => {
    if (!now || !before) return;
    const sentences = now.seats.flatMap((seat) => {
      const was = before.seats.find(({ participantId }) => participantId === seat.participantId);
      const change = was && changeOf(was, seat);
      return change ? [t(`change.${change}`, { name: nameOf(seat, t) })] : [];
    });
    if (sentences.length) announce(sentences.join(" "));
  });
}

function changeOf(was: SeatView, is: SeatView) {
  if (was.state === is.state) return undefined;
  if (is.isMe) return was.state === "waiting" && is.state === "in_call" ? "admitted" : undefined;
  if (is.state === "in_call") return was.state === "reconnecting" ? "back" : "here";
  if (is.state === "waiting") return "waiting";
  if (is.state === "reconnecting") return "reconnecting";
  return was.state === "waiting" ? "gone" : "left";
}
