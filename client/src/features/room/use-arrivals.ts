import type { TFunction } from "i18next";
import { watch, type ShallowRef } from "vue";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";
import { announce } from "../../components/notices.ts";
import { changesBetween } from "./seat-changes.ts";
import { nameOf } from "./seat-text.ts";

/** Reads out politely who comes, waits, loses the connection and leaves; and that one has been let in oneself. */
export function useArrivals(room: Readonly<ShallowRef<RoomView | undefined>>, t: TFunction<"room">): void {
  watch(room, (now, before) => {
    if (!now || !before) return;
    const sentences = changesBetween(before, now).map(({ seat, change }) =>
      t(`room:change.${change}`, { name: nameOf(seat, t) }),
    );
    if (sentences.length) announce(sentences.join(" "));
  });
}
