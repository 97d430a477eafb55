import { language, LANGUAGES } from "./i18n.ts";

const ZONE = "Europe/Stockholm";

function format(instant: string, options: Intl.DateTimeFormatOptions): string {
  const { lang } = LANGUAGES[language.value];
  return new Intl.DateTimeFormat(lang, { timeZone: ZONE, ...options }).format(new Date(instant));
}

/** An instant's day in Stockholm, in the reader's language: "tisdag 9 december 2025". */
export function formatDay(instant: string): string {
  return format(instant, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** An instant's day in Stockholm, short: "tis 9 dec." */
export function formatShortDay(instant: string): string {
  return format(instant, { weekday: "short", day: "numeric", month: "short" });
}

/** An instant's time of day in Stockholm: "09:30". */
export function formatTimeOfDay(instant: string): string {
  return format(instant, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** Start and end of something within a day in Stockholm: "09:30–10:30". */
export function formatTimeRange(startAt: string, endAt: string): string {
  return `${formatTimeOfDay(startAt)}–${formatTimeOfDay(endAt)}`;
}
