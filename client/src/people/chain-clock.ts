import { useTranslation } from "i18next-vue";
import type { ChainClock } from "../../../server/people/people.contract.ts";
import { today } from "../time/calendar-dates.ts";
import { formatDate } from "../time/format-time.ts";

/** Words for where a sick-leave case is in the time for a kontaktmöte: before, in it with its last day, or after. */
export function useChainClockText(): (clock: ChainClock) => string {
  const { t } = useTranslation("terms");
  return ({ day, firstUsefulOn, lastUsefulOn }) => {
    const phase = phaseOf({ firstUsefulOn, lastUsefulOn });
    const words = { day, first: formatDate(firstUsefulOn), last: formatDate(lastUsefulOn) };
    return t(`chainClock.${phase}`, words);
  };
}

function phaseOf({ firstUsefulOn, lastUsefulOn }: Omit<ChainClock, "day">): "before" | "now" | "after" {
  if (today() < firstUsefulOn) return "before";
  return today() <= lastUsefulOn ? "now" : "after";
}
