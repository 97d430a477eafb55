import type { ContentLine } from "./icalendar-content-lines.ts";

export type ComponentName = "VCALENDAR" | "VEVENT" | "VFREEBUSY";

interface ComponentRules {
  readonly required: readonly string[];
  readonly known: readonly string[];
}

const EVENT_REQUIRED = ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "TRANSP", "CLASS"];

/** What we write in each component; RFC 5545 requires less, and allows more. */
export const PROPERTY_RULES: Readonly<Record<string, ComponentRules | undefined>> = {
  VCALENDAR: {
    required: ["VERSION", "PRODID", "CALSCALE"],
    known: [
      "VERSION",
      "PRODID",
      "CALSCALE",
      "METHOD",
      "NAME",
      "X-WR-CALNAME",
      "REFRESH-INTERVAL",
      "X-PUBLISHED-TTL",
    ],
  },
  VEVENT: {
    required: EVENT_REQUIRED,
    known: [
      ...EVENT_REQUIRED,
      "CREATED",
      "LAST-MODIFIED",
      "SUMMARY",
      "DESCRIPTION",
      "LOCATION",
      "URL",
      "ORGANIZER",
      "ATTENDEE",
      "X-MICROSOFT-CDO-BUSYSTATUS",
      "X-MICROSOFT-DISALLOW-COUNTER",
    ],
  },
  VFREEBUSY: {
    required: ["UID", "DTSTAMP", "DTSTART", "DTEND"],
    known: ["UID", "DTSTAMP", "DTSTART", "DTEND", "FREEBUSY"],
  },
} satisfies Record<ComponentName, ComponentRules>;

/** RFC 5545 §3.2 and §3.8; CLASS is always PRIVATE here. */
export const PARAMETER_VALUES: Readonly<Record<string, readonly string[] | undefined>> = {
  CUTYPE: ["INDIVIDUAL", "GROUP", "RESOURCE", "ROOM", "UNKNOWN"],
  ROLE: ["CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT", "NON-PARTICIPANT"],
  PARTSTAT: ["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"],
  RSVP: ["TRUE", "FALSE"],
  VALUE: ["DURATION", "URI"],
  FBTYPE: ["BUSY"],
};
const PROPERTY_VALUES: Readonly<Record<string, readonly string[] | undefined>> = {
  VERSION: ["2.0"],
  CALSCALE: ["GREGORIAN"],
  METHOD: ["REQUEST", "CANCEL"],
  STATUS: ["TENTATIVE", "CONFIRMED", "CANCELLED"],
  TRANSP: ["OPAQUE", "TRANSPARENT"],
  CLASS: ["PRIVATE"],
  "X-MICROSOFT-CDO-BUSYSTATUS": ["FREE", "TENTATIVE", "BUSY"],
  "X-MICROSOFT-DISALLOW-COUNTER": ["TRUE"],
};

const INSTANTS = ["DTSTAMP", "DTSTART", "DTEND", "CREATED", "LAST-MODIFIED"];
const TEXTS = ["UID", "PRODID", "NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION", "LOCATION"];
const DURATIONS = ["REFRESH-INTERVAL", "X-PUBLISHED-TTL"];
const CALENDAR_ADDRESSES = ["ORGANIZER", "ATTENDEE"];

const ESCAPED_TEXT = /^(?:[^\\;,]|\\[\\;,nN])*$/su;
const DURATION = /^P(?:\d+W|\d+D|(?:\d+D)?T(?:\d+H)?(?:\d+M)?(?:\d+S)?(?<!T))$/;
const MAILTO = /^mailto:[A-Za-z0-9!$'*+_~.-]+@[a-z0-9.-]+$/i;
const INSTANT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** What is wrong with one property's value by its type (RFC 5545 §3.3). */
export function checkValue({ name, value }: ContentLine): { rule: string; message: string }[] {
  const broken: { rule: string; message: string }[] = [];
  const require = (holds: boolean, rule: string, message: string) => {
    if (!holds) broken.push({ rule, message: `${name} ${message}` });
  };
  const allowed = PROPERTY_VALUES[name];
  if (allowed) require(allowed.includes(value), "enumeration", `is not one of ${allowed.join(", ")}`);
  if (INSTANTS.includes(name)) require(utcInstant(value) !== null, "utc", "is not an instant in UTC with Z");
  if (TEXTS.includes(name)) require(ESCAPED_TEXT.test(value), "text", "has an unescaped , ; or \\");
  if (DURATIONS.includes(name)) require(DURATION.test(value), "duration", "is not a duration");
  if (CALENDAR_ADDRESSES.includes(name)) require(MAILTO.test(value), "address", "is not a plain mailto");
  if (name === "SEQUENCE") require(/^\d+$/.test(value), "sequence", "is not a whole number from 0");
  if (name === "UID") require(value !== "", "required-property", "is empty");
  if (name === "URL") {
    require(URL.canParse(value) && !/[\\,;\s]/.test(value), "url", "is not a URL without , ; and \\");
  }
  return broken;
}

/** Milliseconds since 1970 of `20260329T010000Z`; null for other forms and for days that do not exist. */
export function utcInstant(value: string): number | null {
  const [, year, month, day, hour, minute, second] = INSTANT.exec(value) ?? [];
  if (year === undefined) return null;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) || instant.toISOString() !== iso ? null : instant.getTime();
}
