import { onScopeDispose, watch } from "vue";
import type { RoomView } from "../../../../server/rooms/rooms.contract.ts";
import { announce } from "../../components/notices.ts";

/** What happens within this is read out together; what is undone within it, such as by a reload, is not read out at all. */
const TOGETHER_MS = 1_500;

/**
 * Reads out politely what has changed in the room, a moment after the first change, as the difference it has made: however much happens, one
 * text at a time.
 *
 * @param sentencesBetween what there is to say when the room was so and is so now.
 */
export function tellTogether(
  room: () => RoomView | undefined,
  sentencesBetween: (told: RoomView, now: RoomView) => readonly string[],
): void {
  let told = room();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell() {
    timer = undefined;
    const now = room();
    if (!now || !told) return;
    const sentences = sentencesBetween(told, now);
    told = now;
    if (sentences.length) announce(sentences.join(" "));
  }
  watch(room, (now) => {
    told ??= now;
    timer ??= setTimeout(tell, TOGETHER_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
}
