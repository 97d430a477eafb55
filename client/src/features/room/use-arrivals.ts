import type { TFunction } from "i18next";
import type { ShallowRef } from "vue";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";
import { changesBetween } from "./seat-changes.ts";
import { nameOf } from "./seat-text.ts";
import { tellTogether } from "./tell-together.ts";

/** Reads out politely who comes, waits, loses the connection and leaves; and what was decided of oneself. */
export function useArrivals(room: Readonly<ShallowRef<RoomView | undefined>>, t: TFunction<"room">): void {
  tellTogether(
    () => room.value,
    (told, now) =>
      changesBetween(told, now).map(({ seat, change }) =>
        t(`room:change.${change}`, { name: nameOf(seat, t) }),
      ),
  );
}
