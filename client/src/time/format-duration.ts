import { language } from "../locales/i18n.ts";

/** How long it is between two instants, in the reader's language: "1 timme och 30 minuter". */
export function formatDuration(startAt: string, endAt: string): string {
  const minutes = Math.round((Date.parse(endAt) - Date.parse(startAt)) / 60_000);
  const parts = [inUnit(Math.floor(minutes / 60), "hour"), inUnit(minutes % 60, "minute")].filter(Boolean);
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(parts);
}

function inUnit(amount: number, unit: "hour" | "minute"): string {
  if (amount === 0) return "";
  return new Intl.NumberFormat(language.value, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}
