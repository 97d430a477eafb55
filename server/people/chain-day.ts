import type { ChainClock } from "./people.contract.ts";
import { addDays, daysBetween, type LocalDate } from "../scheduling/local-time.ts";

/**
 * The day in the sick-leave case on a date, counted from what FK last entered. It can't be computed from the start
 * of the sick leave, since periods add up.
 */
export function chainDayOn(
  entered: { readonly chainDay: number | null; readonly chainDayOn: LocalDate | null },
  on: LocalDate,
): number | null {
  if (entered.chainDay === null || entered.chainDayOn === null) return null;
  return entered.chainDay + daysBetween(entered.chainDayOn, on);
}

/**
 * Where a sick-leave case is today in the time for a kontaktmöte, for staff; null when FK has entered no day.
 *
 * @param window the days between which the meeting serves its purpose, both included; null when it always does.
 * @param today in Sweden.
 */
export function chainClockOn(
  entered: Parameters<typeof chainDayOn>[0],
  window: { readonly fromChainDay: number; readonly toChainDay: number } | null,
  today: LocalDate,
): ChainClock | null {
  const day = chainDayOn(entered, today);
  if (day === null || window === null) return null;
  const { fromChainDay, toChainDay } = window;
  return {
    day,
    firstUsefulOn: addDays(today, fromChainDay - day),
    lastUsefulOn: addDays(today, toChainDay - day),
  };
}
