import { language } from "../locales/i18n.ts";

const MINUTE_MS = 60_000;

/** How long ago something was, in the reader's language, in the largest unit of which there are two: "för 26 timmar sedan". */
export function formatTimeAgo(instant: string, now: Date = new Date()): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(instant)) / MINUTE_MS));
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: "auto" });
  if (minutes < 2 * 60) return format.format(-minutes, "minute");
  const hours = Math.floor(minutes / 60);
  return hours < 2 * 24 ? format.format(-hours, "hour") : format.format(-Math.floor(hours / 24), "day");
}
