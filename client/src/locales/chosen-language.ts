import { Language } from "../../../server/people/people.contract.ts";
import { setLanguage } from "./i18n.ts";

const KEY = "samtid.language";

/** The language this tab's reader has chosen, or was written to in; kept over a reload, gone when the tab closes. */
export function chosenLanguage(): Language | undefined {
  return Language.safeParse(sessionStorage.getItem(KEY)).data;
}

/** Switches to a language and keeps it for this tab. */
export async function chooseLanguage(language: Language): Promise<void> {
  sessionStorage.setItem(KEY, language);
  await setLanguage(language);
}
