import type ICAL from "ical.js";
import { instantOfWallClock, zoneOffset, ZONE, type OffsetAt } from "../../scheduling/local-time.ts";
import { wallMsOf } from "./wall-time.ts";
import type { Zones } from "./zones.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FREE_STATUSES = ["FREE", "WORKINGELSEWHERE"];

const swedish = zoneOffset(ZONE)!;

/** A date, or a time on a clock. */
export interface Moment {
  readonly wallMs: number;
  /** All of a day, in Sweden. */
  readonly isDate: boolean;
  readonly offsetAt: OffsetAt;
}

/** An event of a calendar, as far as it is about time. */
export interface CalendarEvent {
  readonly uid: string;
  readonly start: Moment;
  /** The end of what starts then. */
  endOf(startWallMs: number): number;
  readonly rules: readonly ICAL.Recur[];
  readonly additions: readonly { readonly start: Moment; readonly endMs: number | undefined }[];
  readonly exceptions: readonly Moment[];
  /** Which of a series this one takes the place of. */
  readonly replaces: Moment | undefined;
  readonly takesTime: boolean;
}

/** @throws Error for an event that can't be understood. */
export function eventOf(component: ICAL.Component, zones: Zones, ownerAddress: string): CalendarEvent {
  const [start] = momentsOf(component, "dtstart", zones);
  if (!start) throw new RangeError("An event without a start");
  // "This and all that follow" is written by no program we know of; what it would move stays where it was.
  if (component.getFirstProperty("recurrence-id")?.getParameter("range"))
    throw new RangeError("An event that moves others");
  const [replaces] = momentsOf(component, "recurrence-id", zones);
  return {
    uid: textOf(component, "uid"),
    start,
    endOf: lengthOf(component, start, zones),
    rules: component.getAllProperties("rrule").map((property) => property.getFirstValue() as ICAL.Recur),
    additions: additionsOf(component, zones),
    exceptions: momentsOf(component, "exdate", zones),
    replaces,
    takesTime: takesTime(component, ownerAddress),
  };
}

/** When a moment is, milliseconds since 1970. */
export function instantMsOf({ wallMs, offsetAt }: Moment): number {
  return instantOfWallClock(wallMs, offsetAt);
}

/** What the clock of a zone shows at an instant. */
export function wallMsAt(instantMs: number, offsetAt: OffsetAt): number {
  return instantMs + offsetAt(instantMs) * MINUTE_MS;
}

function takesTime(component: ICAL.Component, ownerAddress: string): boolean {
  if (textOf(component, "status").toUpperCase() === "CANCELLED") return false;
  if (textOf(component, "transp").toUpperCase() === "TRANSPARENT") return false;
  if (FREE_STATUSES.includes(textOf(component, "x-microsoft-cdo-busystatus").toUpperCase())) return false;
  return !component.getAllProperties("attendee").some((attendee) => {
    const address = String(attendee.getFirstValue())
      .replace(/^mailto:/i, "")
      .trim()
      .toLowerCase();
    return address === ownerAddress && String(attendee.getParameter("partstat")).toUpperCase() === "DECLINED";
  });
}

/** A time until DTEND is as long for all of a series; DURATION counts days on the calendar (RFC 5545 §3.3.6, §3.8.5.3). */
function lengthOf(component: ICAL.Component, start: Moment, zones: Zones): CalendarEvent["endOf"] {
  const [end] = momentsOf(component, "dtend", zones);
  const duration = component.getFirstPropertyValue("duration") as ICAL.Duration | null;
  const instantOf = (wallMs: number) => instantOfWallClock(wallMs, start.offsetAt);
  if (start.isDate) {
    const days = end
      ? Math.round((end.wallMs - start.wallMs) / DAY_MS)
      : Math.ceil((duration?.toSeconds() ?? 0) / 86_400);
    if (days < 0) throw new RangeError("An end before the start");
    return (wallMs) => instantOf(wallMs + Math.max(1, days) * DAY_MS);
  }
  if (end) {
    const lengthMs = instantMsOf(end) - instantMsOf(start);
    if (lengthMs < 0) throw new RangeError("An end before the start");
    return (wallMs) => instantOf(wallMs) + lengthMs;
  }
  if (!duration) return instantOf;
  if (duration.isNegative) throw new RangeError("An end before the start");
  return afterDuration(duration, start.offsetAt);
}

function afterDuration(duration: ICAL.Duration, offsetAt: OffsetAt): CalendarEvent["endOf"] {
  const days = duration.weeks * 7 + duration.days;
  const restMs = duration.toSeconds() * 1_000 - days * DAY_MS;
  return (wallMs) => instantOfWallClock(wallMs + days * DAY_MS, offsetAt) + restMs;
}

function additionsOf(component: ICAL.Component, zones: Zones): CalendarEvent["additions"] {
  return component.getAllProperties("rdate").flatMap((property) =>
    property.getValues().map((value) => {
      if (!isPeriod(value)) return { start: momentOf(property, value as ICAL.Time, zones), endMs: undefined };
      const start = momentOf(property, value.start, zones);
      return { start, endMs: periodEndMs(property, value, zones) };
    }),
  );
}

/** The end of a period, told as such or by how long it is. */
export function periodEndMs(property: ICAL.Property, period: ICAL.Period, zones: Zones): number {
  if (period.end) return instantMsOf(momentOf(property, period.end, zones));
  const { wallMs, offsetAt } = momentOf(property, period.start, zones);
  return afterDuration(period.duration, offsetAt)(wallMs);
}

function isPeriod(value: unknown): value is ICAL.Period {
  return typeof value === "object" && value !== null && "icaltype" in value && value.icaltype === "period";
}

function momentsOf(component: ICAL.Component, name: string, zones: Zones): Moment[] {
  return component
    .getAllProperties(name)
    .flatMap((property) =>
      (property.getValues() as ICAL.Time[]).map((time) => momentOf(property, time, zones)),
    );
}

/** A value of a property, by the zone its TZID names. */
export function momentOf(property: ICAL.Property, time: ICAL.Time, zones: Zones): Moment {
  const wallMs = wallMsOf(time);
  if (Number.isNaN(wallMs)) throw new RangeError("No such time");
  if (time.isDate) return { wallMs, isDate: true, offsetAt: swedish };
  const isUtc = time.zone?.tzid === "UTC";
  const tzid = property.getParameter("tzid");
  return { wallMs, isDate: false, offsetAt: isUtc ? () => 0 : zones.of(tzid ? String(tzid) : undefined) };
}

function textOf(component: ICAL.Component, name: string): string {
  return String(component.getFirstPropertyValue(name) ?? "").trim();
}
