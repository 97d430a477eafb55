import type { TranslationProviderInterface } from "@fkui/logic";
import type { i18n as I18n } from "i18next";
import type { Ref } from "vue";

/**
 * Lets FKUI's own texts come from i18next. FKUI asks for `fkui.<component>.<text>` with the Swedish text as default;
 * other languages override it in `locales/<language>/fkui.json` (namespace `fkui`, the same key without the prefix).
 * Reads `language`, so that components render again when it changes.
 */
export function createTranslationProvider(
  i18n: I18n,
  language: Readonly<Ref<string>>,
): TranslationProviderInterface {
  return {
    get currentLanguage() {
      return language.value;
    },
    changeLanguage: async (wanted) => void (await i18n.changeLanguage(wanted)),
    translate(key, defaultOrArguments, more) {
      const options =
        typeof defaultOrArguments === "string" ? { defaultValue: defaultOrArguments } : defaultOrArguments;
      return i18n.t(key.replace(/^fkui\./, "fkui:"), { lng: language.value, ...options, ...more });
    },
  };
}
