import { daysBetween, type LocalDate } from "../scheduling/local-time.ts";

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
