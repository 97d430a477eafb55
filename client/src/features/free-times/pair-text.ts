import type { FreeTime } from "../../../../server/scheduling/free-times.contract.ts";
import { language } from "../../locales/i18n.ts";

/** Who would come: "Anna Berg och Bo Ek". */
export function pairText(handlaggare: FreeTime["handlaggare"]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(
    handlaggare.map(({ name }) => name),
  );
}
