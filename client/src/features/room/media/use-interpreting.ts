import { computed, onBeforeUnmount, ref, shallowRef, watch } from "vue";
import type { RoomView } from "../../../../../server/rooms/rooms.contract.ts";
import { createInterpreterMix, type InterpreterMix, type Listening } from "../../../media/interpreter-mix.ts";
import type { CallMedia } from "./use-call-media.ts";

/** Listening to an interpreter, where there is one in the call and one is not that oneself. */
export function useInterpreting(room: () => RoomView, media: CallMedia) {
  const mix = shallowRef<InterpreterMix>();
  const listening = ref<Listening>("all");
  const voices = computed(() =>
    room().seats.flatMap(({ participantId, interprets, isMe }) => {
      const track = isMe ? undefined : media.remotes.get(participantId)?.microphone;
      return track ? [{ id: participantId, track, interprets }] : [];
    }),
  );
  const isOffered = computed(() => voices.value.some(({ interprets }) => interprets));

  function choose(how: Listening) {
    listening.value = how;
    if (how === "interpreter") mix.value ??= createInterpreterMix(new AudioContext());
    mix.value?.hear(voices.value);
    mix.value?.listen(how);
  }
  watch(voices, (now) => mix.value?.hear(now));
  // Nobody is to be left faint when the interpreter has gone.
  watch(isOffered, (offered) => {
    if (!offered && listening.value === "interpreter") choose("all");
  });
  onBeforeUnmount(() => mix.value?.close());
  return {
    isOffered,
    listening,
    choose,
    /** What is played instead of each voice by itself; nothing as long as all are heard alike. */
    mixed: computed(() => (listening.value === "interpreter" ? mix.value?.output : undefined)),
  };
}
export type Interpreting = ReturnType<typeof useInterpreting>;
