import { computed, onBeforeUnmount, ref, shallowRef, watch } from "vue";
import type { Language } from "../../../../../server/people/people.contract.ts";
import { language } from "../../../locales/i18n.ts";
import { withCaption, type CaptionLine } from "../../../media/caption-lines.ts";
import { canCaption, captionOwnSpeech } from "../../../media/own-captions.ts";
import type { CallMedia } from "./use-call-media.ts";

/** What somebody speaks who reads the page in a language. */
const SPOKEN: Record<Language, string> = { sv: "sv-SE", "sv-lattlast": "sv-SE", en: "en-US", ar: "ar-SA" };

/**
 * Speech as text. Each one's own speech is theirs to show, where their browser can turn it into text in the device; it goes to the others as sound and
 * picture do, from browser to browser, and is kept nowhere. Who wants to read it turns it on for themselves.
 */
export function useCaptions(media: CallMedia) {
  const isOffered = ref(false);
  const isShown = ref(false);
  const lines = shallowRef<readonly CaptionLine[]>([]);
  let stop: (() => void) | undefined;

  const spoken = computed(() => SPOKEN[language.value]);
  const setOwn = (isOn: boolean) => void media.local.setCaptioned(isOn);
  watch(
    spoken,
    async (lang) => {
      isOffered.value = await canCaption(lang);
      if (!isOffered.value) setOwn(false);
    },
    { immediate: true },
  );

  const isOwnOn = computed(() => isOffered.value && media.own.value.sending.captions);
  const heard = computed(() => {
    const { sending, sound } = media.own.value;
    return isOwnOn.value && sending.microphone === "on" ? sound : null;
  });
  watch([heard, spoken], ([track, lang]) => {
    stop?.();
    stop = track
      ? captionOwnSpeech({ track, lang }, { tell: media.session.caption, giveUp: () => setOwn(false) })
      : undefined;
  });

  const stopListening = media.session.onCaption((participantId, caption) => {
    lines.value = withCaption(lines.value, participantId, caption);
  });
  onBeforeUnmount(() => {
    stop?.();
    stopListening();
  });

  return {
    /** Whether one's own speech can be shown. */
    isOffered,
    isOwnOn,
    setOwn,
    /** Whether any of the others shows theirs. */
    isThere: computed(() => [...media.remotes.values()].some(({ status }) => status?.sending.captions)),
    isShown,
    toggle: () => (isShown.value = !isShown.value),
    lines,
  };
}
export type Captions = ReturnType<typeof useCaptions>;
