import type { Language } from "../people/people.contract.ts";
import type { TimeLanguage } from "../scheduling/time-text.ts";

/** How each language is marked up, as BCP 47 and direction. Lättläst is Swedish. */
export const MARKUP: Record<Language, { readonly lang: TimeLanguage; readonly dir: "ltr" | "rtl" }> = {
  sv: { lang: "sv", dir: "ltr" },
  "sv-lattlast": { lang: "sv", dir: "ltr" },
  en: { lang: "en", dir: "ltr" },
  ar: { lang: "ar", dir: "rtl" },
};

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_DIRECTIONAL_ISOLATE = "\u2069";

/**
 * Keeps a number, a time or an address together in its own direction (UAX #9): in a line that runs from right to left "08-465 00"
 * would else be shown in pieces, the last first. Where lines run from left to right nothing is needed.
 */
export function isolated(text: string, language: Language): string {
  return MARKUP[language].dir === "ltr" ? text : `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}`;
}
