import type { LocalDate } from "./local-time.ts";
import { minutesOfDayOf } from "./local-time.ts";

/** The languages in which dates and times are written out. Lättläst svenska uses `sv`. */
export type TimeLanguage = "sv" | "en" | "ar";

/** Arabic with the digits that stand on tickets, signs and telephones in Sweden. */
const LANGUAGE_TAG = { sv: "sv-SE", en: "en-GB", ar: "ar-u-nu-latn" } as const;
const CLOCK_SEPARATOR = { sv: ".", en: ":", ar: ":" } as const;

type DateStyle = "long" | "short";

/** A date is the same day everywhere, so it is written out in UTC: the zone of the process cannot move it. */
function dateFormatter(language: TimeLanguage, style: DateStyle): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LANGUAGE_TAG[language], {
    weekday: style,
    day: "numeric",
    month: style,
    year: "numeric",
    timeZone: "UTC",
  });
}

const FORMATTER = {
  sv: { long: dateFormatter("sv", "long"), short: dateFormatter("sv", "short") },
  en: { long: dateFormatter("en", "long"), short: dateFormatter("en", "short") },
  ar: { long: dateFormatter("ar", "long"), short: dateFormatter("ar", "short") },
} as const;

/** The parts, not the formatted text: the punctuation differs between versions of ICU. */
function partsOf(date: LocalDate, language: TimeLanguage, style: DateStyle): Record<string, string> {
  const parts = FORMATTER[language][style].formatToParts(new Date(`${date}T00:00:00Z`));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value.replace(/\.$/, "")]));
}

/** A date written out: "tisdag 24 november 2026", "Tuesday 24 November 2026", "الثلاثاء 24 نوفمبر 2026". */
export function formatLongDate(date: LocalDate, language: TimeLanguage): string {
  const { weekday, day, month, year } = partsOf(date, language, "long");
  return `${weekday} ${day} ${month} ${year}`;
}

/** A date for a list, without year: "tis 24 nov", "Tue 24 Nov". */
export function formatShortDate(date: LocalDate, language: TimeLanguage): string {
  const { weekday, day, month } = partsOf(date, language, "short");
  return `${weekday} ${day} ${month}`;
}

/** The Swedish wall clock at an instant: "10.00" in Swedish, "10:00" in English. */
export function formatTime(instant: Date, language: TimeLanguage): string {
  const minutes = minutesOfDayOf(instant);
  const hour = String(Math.floor(minutes / 60)).padStart(2, "0");
  const minute = String(minutes % 60).padStart(2, "0");
  return `${hour}${CLOCK_SEPARATOR[language]}${minute}`;
}

/** From one instant to another on the Swedish wall clock: "10.00–11.00" in Swedish, "10:00–11:00" in English. */
export function formatTimeRange(startAt: Date, endAt: Date, language: TimeLanguage): string {
  return `${formatTime(startAt, language)}–${formatTime(endAt, language)}`;
}
