import type { FreeTime } from "../../../../server/scheduling/free-times.contract.ts";
import { language } from "../../locales/i18n.ts";

/** Who would come: "Anna Berg och Bo Ek". */
export function pairText(handlaggare: FreeTime["handlaggare"]): string {
  return listText(handlaggare.map(({ name }) => name));
}

/** Parts of a sentence in a row: "ett, två och tre". */
export function listText(parts: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(parts);
}
