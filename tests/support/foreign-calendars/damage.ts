import type { Chance } from "./random.ts";

/** Components that say nothing that can be believed; each counts as one that was skipped. */
const BROKEN: readonly (readonly string[])[] = [
  ["BEGIN:VEVENT", "UID:no-start", "SUMMARY:Utan start", "END:VEVENT"],
  ["BEGIN:VEVENT", "UID:no-such-day", "DTSTART:20260231T090000Z", "DTEND:20260231T100000Z", "END:VEVENT"],
  ["BEGIN:VEVENT", "UID:words", "DTSTART:imorgon", "DTEND:20260310T100000Z", "END:VEVENT"],
  ["BEGIN:VEVENT", "UID:backwards", "DTSTART:20260310T100000Z", "DTEND:20260310T090000Z", "END:VEVENT"],
  ["BEGIN:VEVENT", "UID:rule", "DTSTART:20260310T100000Z", "RRULE:FREQ=IBLAND", "END:VEVENT"],
  ["BEGIN:VEVENT", "UID:seconds", "DTSTART:20260310T100000Z", "RRULE:FREQ=SECONDLY", "END:VEVENT"],
  ["BEGIN:VEVENT", "UID:minutes", "DTSTART:20260310T100000Z", "RRULE:FREQ=MINUTELY;COUNT=5", "END:VEVENT"],
  [
    "BEGIN:VEVENT",
    "UID:hours",
    "DTSTART:20260310T100000Z",
    "DURATION:PT5M",
    "RRULE:FREQ=HOURLY",
    "END:VEVENT",
  ],
  ["BEGIN:VEVENT", "UID:cut-off", "DTSTART:20260310T100000Z", "DTEND:20260310T110000Z"],
  ["BEGIN:VEVENT", "UID:alarm", "DTSTART:20260310T100000Z", "BEGIN:VALARM", "END:VEVENT"],
];

/** Things that do no harm: garbage where nobody looks. */
const HARMLESS: readonly (readonly string[])[] = [
  ["BEGIN:VTODO", "DUE:imorgon", "END:VTODO"],
  ["BEGIN:X-UNKNOWN", "x", "END:X-UNKNOWN"],
  ["", "   ", "utan kolon", "=;:", "END:VEVENT"],
];

/** Damage between a calendar's events, and how many are lost by it. */
export function someDamage(chance: Chance): { components: readonly (readonly string[])[]; skipped: number } {
  const broken = BROKEN.filter(() => chance.percent(25));
  return { components: [...HARMLESS.filter(() => chance.percent(50)), ...broken], skipped: broken.length };
}
