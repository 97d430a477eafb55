import { createHash } from "node:crypto";
import type { Period } from "../scheduling/busy-time.ts";
import { CALENDAR_PRODUCT } from "./calendar-writer.ts";

/**
 * When somebody is busy, as one VFREEBUSY (RFC 5545 §3.6.4) without METHOD and without who it is about: whoever asks has the
 * address. ical-generator has no such component; there is no text in this one that would need escaping or folding.
 *
 * @param answer.busy merged, rising: periods that touch would tell how many there are.
 * @param answer.about what makes the UID: the same person and period give the same.
 */
export function writeFreeBusy(answer: {
  readonly about: string;
  readonly period: Period;
  readonly busy: readonly Period[];
  readonly at: Date;
}): string {
  const { about, period, busy, at } = answer;
  const span = `${utc(period.startAt)}/${utc(period.endAt)}`;
  const uid = createHash("sha256").update(`${about} ${span}`).digest("hex").slice(0, 32);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-${CALENDAR_PRODUCT}`,
    "CALSCALE:GREGORIAN",
    "BEGIN:VFREEBUSY",
    `UID:${uid}@samtid`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(period.startAt)}`,
    `DTEND:${utc(period.endAt)}`,
    ...busy.map(({ startAt, endAt }) => `FREEBUSY;FBTYPE=BUSY:${utc(startAt)}/${utc(endAt)}`),
    "END:VFREEBUSY",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** RFC 5545 §3.3.5, form 2: `20260310T090000Z`. */
function utc(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}|[-:]/g, "");
}
