/// <reference types="vite/client" />
import { createInstance, type ResourceKey } from "i18next";
import { computed, ref } from "vue";
import { MEETING_TYPE, MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";
import type { Language } from "../../../server/people/people.contract.ts";

/**
 * All text a person reads lives in `locales/<language>/<feature>.json`, one namespace a feature. A component takes
 * `const { t } = useTranslation("<feature>")` and writes `t("key")`; shared words are in `common` (`t("common:close")`).
 *
 * Swedish is complete and in the first download. The other languages exist for the individual's page, are loaded
 * when asked for, and fall back to Swedish key by key.
 */
export const i18n = createInstance();

const FALLBACK: Language = "sv";

/** How each language is marked up and named, in the language itself. */
export const LANGUAGES: Record<Language, { lang: string; dir: "ltr" | "rtl"; name: string }> = {
  sv: { lang: "sv", dir: "ltr", name: "Svenska" },
  "sv-lattlast": { lang: "sv", dir: "ltr", name: "Lättläst" },
  en: { lang: "en", dir: "ltr", name: "English" },
  ar: { lang: "ar", dir: "rtl", name: "العربية" },
};

const swedish = import.meta.glob<ResourceKey>("./sv/*.json", { eager: true, import: "default" });
const others = import.meta.glob<ResourceKey>(["./*/*.json", "!./sv/*.json"], { import: "default" });

void i18n.init({
  lng: FALLBACK,
  fallbackLng: FALLBACK,
  initAsync: false,
  ns: [...Object.keys(swedish).map(namespaceOf), "meeting-types"],
  defaultNS: "common",
  resources: {
    [FALLBACK]: {
      ...Object.fromEntries(Object.entries(swedish).map(([path, texts]) => [namespaceOf(path), texts])),
      "meeting-types": typeTexts(),
    },
  },
  interpolation: { escapeValue: false },
  showSupportNotice: false,
});

const chosen = ref<Language>(FALLBACK);
/** The language now shown. Reading it makes what depends on it render again when it changes. */
export const language = computed(() => chosen.value);

/** Loads the language's texts, switches to it, and marks the document with `lang` and `dir`. */
export async function setLanguage(wanted: Language): Promise<void> {
  const ofLanguage = Object.entries(others).filter(([path]) => path.startsWith(`./${wanted}/`));
  await Promise.all(
    ofLanguage.map(async ([path, load]) =>
      i18n.addResourceBundle(wanted, namespaceOf(path), await load(), true, true),
    ),
  );
  await i18n.changeLanguage(wanted);
  chosen.value = wanted;
  document.documentElement.lang = LANGUAGES[wanted].lang;
  document.documentElement.dir = LANGUAGES[wanted].dir;
}

/** What each type of meeting is called, from where the types are: `t("meeting-types:<code>.name")`. */
function typeTexts(): ResourceKey {
  return Object.fromEntries(MEETING_TYPES.map((code) => [code, MEETING_TYPE[code].texts]));
}

function namespaceOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1, -".json".length);
}
