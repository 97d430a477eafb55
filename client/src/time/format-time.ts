import { i18n, language, LANGUAGES } from "../locales/i18n.ts";

/** Meetings are held in Sweden: whatever zone the browser is in, times are shown as clocks in Sweden show them. */
export const ZONE = "Europe/Stockholm";

const LANGUAGE_TAG: Record<string, string> = { sv: "sv-SE", en: "en-GB", ar: "ar-u-nu-latn" };

type Part = "weekday" | "day" | "month" | "year" | "hour" | "minute";

/** The parts, not the formatted text: the punctuation differs between versions of ICU. */
function partsOf(
  instant: string,
  options: Intl.DateTimeFormatOptions,
  languageTag = readersLanguageTag(),
): Record<Part, string> {
  const parts = new Intl.DateTimeFormat(languageTag, { timeZone: ZONE, ...options }).formatToParts(
    new Date(instant),
  );
  const named = parts.map(({ type, value }) => [type, value.replace(/\.$/, "")]);
  return Object.fromEntries(named) as Record<Part, string>;
}

function readersLanguageTag(): string | undefined {
  return LANGUAGE_TAG[LANGUAGES[language.value].lang];
}

function dayAndClock(day: string, clock: string): string {
  return i18n.t("common:time.dayAndClock", { day, clock, lng: language.value });
}

/** An instant's day in Sweden, in the reader's language: "tisdag 24 november 2026". */
export function formatDay(instant: string): string {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  const { weekday, day, month, year } = partsOf(instant, options);
  return `${weekday} ${day} ${month} ${year}`;
}

/** An instant's date in Sweden, without weekday and year: "4 maj". */
export function formatShortDay(instant: string): string {
  const { day, month } = partsOf(instant, { day: "numeric", month: "long" });
  return `${day} ${month}`;
}

/** An instant's time of day in Sweden: "09.30" in Swedish, "09:30" in other languages. */
export function formatTimeOfDay(instant: string): string {
  const languageTag = readersLanguageTag();
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const { hour, minute } = partsOf(instant, options, languageTag);
  return `${hour}${languageTag === LANGUAGE_TAG.sv ? "." : ":"}${minute}`;
}

/**
 * Start and end of something within a day in Sweden: "10.00–11.00". Isolated (UAX #9) in a language from right to left, where
 * the later would else stand first.
 */
export function formatTimeRange(startAt: string, endAt: string): string {
  const range = `${formatTimeOfDay(startAt)}–${formatTimeOfDay(endAt)}`;
  return LANGUAGES[language.value].dir === "rtl" ? `\u2068${range}\u2069` : range;
}

/** An instant's weekday and date in Sweden, short enough for a column's head: "tis 24 nov". */
export function formatWeekday(instant: string): string {
  const { weekday, day, month } = partsOf(instant, { weekday: "short", day: "numeric", month: "short" });
  return `${weekday} ${day} ${month}`;
}

/** When a meeting is: "tisdag 24 november 2026 kl. 10.00–11.00". */
export function formatMeetingTime(startAt: string, endAt: string): string {
  return dayAndClock(formatDay(startAt), formatTimeRange(startAt, endAt));
}

/** When something happened: "4 maj 2026 kl. 09.12". */
export function formatDateTime(instant: string): string {
  const { day, month, year } = partsOf(instant, { day: "numeric", month: "long", year: "numeric" });
  return dayAndClock(`${day} ${month} ${year}`, formatTimeOfDay(instant));
}

/** When something happened lately, without year: "4 maj kl. 09.12". */
export function formatMoment(instant: string): string {
  return dayAndClock(formatShortDay(instant), formatTimeOfDay(instant));
}

/** When something is soon, with its weekday and without year: "måndag 4 maj kl. 16.00". */
export function formatMomentOfWeek(instant: string): string {
  return dayAndClock(formatDayOfWeek(dateOf(instant)), formatTimeOfDay(instant));
}

/** Something that goes on for more than a day: "4 maj kl. 13.00 – 6 maj kl. 12.00". */
export function formatPeriod(startAt: string, endAt: string): string {
  return `${formatMoment(startAt)} – ${formatMoment(endAt)}`;
}

/** Dates in a row, `YYYY-MM-DD`, both included: "23–29 november 2026", "30 november – 6 december 2026". */
export function formatDatesBetween(firstOn: string, lastOn: string): string {
  const options = { day: "numeric", month: "long", year: "numeric" } as const;
  const first = partsOf(`${firstOn}T12:00:00Z`, options);
  const last = partsOf(`${lastOn}T12:00:00Z`, options);
  const end = `${last.day} ${last.month} ${last.year}`;
  if (first.year !== last.year) return `${first.day} ${first.month} ${first.year} – ${end}`;
  if (first.month !== last.month) return `${first.day} ${first.month} – ${end}`;
  return `${first.day}–${end}`;
}

/** A calendar date `YYYY-MM-DD` with its weekday, without year: "fredag 27 november". */
export function formatDayOfWeek(on: string): string {
  const options = { weekday: "long", day: "numeric", month: "long" } as const;
  const { weekday, day, month } = partsOf(`${on}T12:00:00Z`, options);
  return `${weekday} ${day} ${month}`;
}

/** A calendar date `YYYY-MM-DD` written out: "fredag 27 november 2026". */
export function formatDate(on: string): string {
  return formatDay(`${on}T12:00:00Z`);
}

/** A calendar date `YYYY-MM-DD` in a list that shows which year it is: "fredag 27 november". */
export function formatDateInList(on: string): string {
  const options = { weekday: "long", day: "numeric", month: "long" } as const;
  const { weekday, day, month } = partsOf(`${on}T12:00:00Z`, options);
  return `${weekday} ${day} ${month}`;
}

/** The calendar date in Sweden at an instant, as on the wire: `YYYY-MM-DD`. */
export function dateOf(instant: string): string {
  const options = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
  const { day, month, year } = partsOf(instant, options, "en-GB");
  return `${year}-${month}-${day}`;
}
