import { DateTime } from "luxon";
import { daysOf, type PlannedEvent } from "./planned-event.ts";
import type { Program } from "./programs.ts";

/** Whose calendar it is. */
export const OWNER = "anna.ek@example.test";

/** An event as a program writes it, in one VEVENT or, where some of a series are moved, in several. */
export function writeEvent(event: PlannedEvent, program: Program): string[][] {
  const { uid, repeat } = event;
  const times = (on: string, later = 0) => timesOf(event, program, on, later);
  const stamp = (on: string) => value(event, program, on, 0);
  const until = event.lastOn && `;UNTIL=${untilOf(event, program)}`;
  const series = [
    `UID:${uid}`,
    "DTSTAMP:20260101T000000Z",
    `SUMMARY:Hemligt möte med någon\\, som heter Åsa 🙂 ${"och så vidare ".repeat(8)}`,
    ...times(event.on),
    ...(repeat ? [`RRULE:${repeat.rule}${until ?? (event.count ? `;COUNT=${event.count}` : "")}`] : []),
    ...event.exceptOn.map((on) => `EXDATE${stamp(on)}`),
    ...(event.alsoOn.length > 0
      ? [`RDATE${stamp(event.on)}`, ...event.alsoOn.map((on) => `RDATE${stamp(on)}`)]
      : []),
    ...freeLines(event.free),
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DTSTART:20200101T000000Z",
    "TRIGGER:-PT15M",
    "END:VALARM",
  ];
  const others = event.moved.map(({ on, byMinutes }) => [
    `UID:${uid}`,
    `RECURRENCE-ID${stamp(on)}`,
    ...times(on, byMinutes ?? 0),
    ...(byMinutes === undefined ? ["STATUS:CANCELLED"] : freeLines(event.free)),
  ]);
  return [series, ...others].map((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]);
}

/** A calendar as a program writes it. */
export function writeCalendar(components: readonly (readonly string[])[], program: Program): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Någon//${program.name}//SV`,
    ...program.header,
    ...components.flat(),
    "END:VCALENDAR",
    "",
  ];
  const { newline, folds } = program;
  const fold = (line: string) => (folds ? line.replace(/.{60}/gu, `$&${newline} `) : line);
  return lines.map(fold).join(newline);
}

/** What follows the property's name for a start: parameters, colon, value. */
function value(event: PlannedEvent, program: Program, on: string, later: number): string {
  const date = on.replaceAll("-", "");
  if (event.clock === undefined) return `${program.dates}:${date}`;
  const minutes = event.clock + later;
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, "0")}${String(minutes % 60).padStart(2, "0")}00`;
  if (program.tzid === "utc") return `:${date}T${clock}Z`;
  if (program.tzid === undefined) return `:${date}T${clock}`;
  const tzid = /[,;]/.test(program.tzid) ? `"${program.tzid}"` : program.tzid;
  return `;TZID=${tzid}:${date}T${clock}`;
}

function timesOf(event: PlannedEvent, program: Program, on: string, later: number): string[] {
  const start = `DTSTART${value(event, program, on, later)}`;
  if (event.clock === undefined) {
    if (program.end === "DURATION") return [start, `DURATION:P${event.length}D`];
    const last = DateTime.fromISO(on).plus({ days: event.length }).toISODate()!;
    return [start, `DTEND${value(event, program, last, 0)}`];
  }
  if (program.end === "DURATION") return [start, `DURATION:PT${event.length}M`];
  const ends = event.clock + later + event.length;
  const endsOn = ends < 1440 ? on : DateTime.fromISO(on).plus({ days: 1 }).toISODate()!;
  return [start, `DTEND${value({ ...event, clock: ends % 1440 }, program, endsOn, 0)}`];
}

/** In UTC for clock times, as RFC 5545 has it; the last of the series itself, so that it is just included. */
function untilOf(event: PlannedEvent, program: Program): string {
  const last = daysOf(event, DateTime.utc(2100, 1, 1)).at(-1)!;
  if (event.clock === undefined) return last.replaceAll("-", "");
  const at = DateTime.fromISO(last, { zone: program.zone }).set({
    hour: Math.floor(event.clock / 60),
    minute: event.clock % 60,
  });
  return at.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'");
}

function freeLines(free: PlannedEvent["free"]): string[] {
  switch (free) {
    case undefined:
      return [
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
        `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${OWNER}`,
      ];
    case "transparent":
      return ["TRANSP:TRANSPARENT"];
    case "cancelled":
      return ["STATUS:CANCELLED"];
    case "free":
      return ["X-MICROSOFT-CDO-BUSYSTATUS:FREE"];
    case "elsewhere":
      return ["X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"];
    case "declined":
      return [
        'ATTENDEE;CN="Ek, Anna: handläggare";PARTSTAT=DECLINED:MAILTO:Anna.Ek@example.test',
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:other@example.test",
      ];
  }
}
