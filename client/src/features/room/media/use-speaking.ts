import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from "vue";
import type { LocalState } from "../../../media/local-media.ts";
import type { MediaSession } from "../../../media/media-session.ts";
import { measureLevel, type SoundLevel } from "../../../media/sound-level.ts";

const EVERY_MS = 200;
const SPEECH = 0.05;
/** Pauses between words don't count. */
const HOLDS_MS = 800;
/** Oneself, among the others' participant ids. */
const ME = "me";

/** Who speaks now, by participant id; `me` is oneself. */
export function useSpeaking(session: MediaSession, own: Readonly<ShallowRef<LocalState | undefined>>) {
  const speaking = shallowRef<ReadonlySet<string>>(new Set());
  const lastHeard = new Map<string, number>();
  let level: SoundLevel | undefined;

  watch(
    () => own.value?.sound,
    (track) => {
      level?.stop();
      level = track ? measureLevel(track) : undefined;
    },
    { immediate: true },
  );
  const timer = setInterval(() => {
    const now = performance.now();
    const levels = new Map([...session.levels(), [ME, level?.read() ?? 0]]);
    for (const [id, loudness] of levels) if (loudness > SPEECH) lastHeard.set(id, now);
    const heard = [...lastHeard].filter(([, at]) => now - at < HOLDS_MS).map(([id]) => id);
    const isSame = heard.length === speaking.value.size && heard.every((id) => speaking.value.has(id));
    if (!isSame) speaking.value = new Set(heard);
  }, EVERY_MS);
  onBeforeUnmount(() => {
    clearInterval(timer);
    level?.stop();
  });
  return speaking;
}
