import ICAL from "ical.js";
import { instantAt, ZONE } from "../scheduling/local-time.ts";
import { PARAGRAPH_LIMIT, sanitiseText } from "./calendar-text.ts";

/** What somebody's calendar program answers to an invitation: a REPLY, or a COUNTER that proposes another time (RFC 5546 §3.2.3, §3.2.7). */
export interface CalendarReply {
  readonly method: "reply" | "counter";
  readonly uid: string;
  /** Of the invitation that is answered. */
  readonly sequence: number;
  /** DTSTAMP: when the answer was given, by the answering program's clock. */
  readonly stampedAt: Date;
  /** A COUNTER's says nothing more than that it is one. */
  readonly status: "accepted" | "declined" | "tentative";
  /** What the person wrote. May be about their health. */
  readonly comment: string | null;
  /** Of a COUNTER, where its zone is known. */
  readonly proposedTime: { readonly startsAt: Date; readonly endsAt: Date } | null;
}

/** Why a calendar part is no answer. */
export type CalendarReplyFault =
  "unreadable_calendar" | "no_answer_in_calendar" | "not_one_event" | "incomplete_answer";

const FOLD = /\r?\n[ \t]/g;
const STATUSES = ["accepted", "declined", "tentative"] as const;
/** Two years. */
const FURTHEST_PROPOSAL_MS = 730 * 24 * 60 * 60_000;
const MOST_OBSERVANCES = 200;
const MOST_SEQUENCE = 2 ** 31 - 1;

/**
 * Reads an answer. Lines are unfolded octet by octet, for programs fold in the middle of a character; no ORGANIZER is asked for,
 * since Outlook sends none.
 *
 * @param charset as the mail says; UTF-8 when there is no such thing.
 * @param attendee whose answer counts where the part has several; the only one's, whoever it is, otherwise.
 */
export function readCalendarReply(
  { octets, charset }: { readonly octets: Buffer; readonly charset: string },
  attendee: string | null,
): CalendarReply | CalendarReplyFault {
  const calendar = parse(decode(Buffer.from(octets.toString("latin1").replace(FOLD, ""), "latin1"), charset));
  if (!calendar || !areZonesHarmless(calendar)) return "unreadable_calendar";
  const method = textOf(calendar, "method").toLowerCase();
  if (method !== "reply" && method !== "counter") return "no_answer_in_calendar";
  const [event, ...more] = calendar.getAllSubcomponents("vevent");
  if (!event || more.length > 0) return "not_one_event";
  try {
    return readEvent(event, method, attendee) ?? "incomplete_answer";
  } catch {
    return "unreadable_calendar";
  }
}

function readEvent(
  event: ICAL.Component,
  method: CalendarReply["method"],
  attendee: string | null,
): CalendarReply | undefined {
  const uid = textOf(event, "uid");
  const sequence = Number(event.getFirstPropertyValue("sequence") ?? 0);
  const stampedAt = instantOf(event, "dtstamp");
  const status = method === "counter" ? "tentative" : statusOf(event, attendee);
  if (!uid || !stampedAt || !status) return undefined;
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > MOST_SEQUENCE) return undefined;
  const comments = event.getAllProperties("comment").map((comment) => comment.getFirstValue());
  const comment = comments.filter((text) => typeof text === "string").join("\n");
  return {
    method,
    uid,
    sequence,
    stampedAt,
    status,
    comment: sanitiseText(comment, PARAGRAPH_LIMIT) || null,
    proposedTime: method === "counter" ? timeOf(event, stampedAt) : null,
  };
}

function decode(octets: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(octets);
  } catch {
    return octets.toString("utf8");
  }
}

function parse(text: string): ICAL.Component | undefined {
  try {
    const parsed = ICAL.parse(text) as unknown[];
    return parsed[0] === "vcalendar" ? new ICAL.Component(parsed) : undefined;
  } catch {
    return undefined;
  }
}

function statusOf(event: ICAL.Component, address: string | null): CalendarReply["status"] | undefined {
  const attendees = event.getAllProperties("attendee");
  const own = attendees.filter((each) => addressOf(each) === address?.toLowerCase());
  const [attendee, ...more] = attendees.length === 1 ? attendees : own;
  if (!attendee || more.length > 0) return undefined;
  const said = String(attendee.getParameter("partstat") ?? "").toLowerCase();
  return STATUSES.find((status) => status === said);
}

function addressOf(attendee: ICAL.Property): string {
  return String(attendee.getFirstValue())
    .toLowerCase()
    .replace(/^mailto:/, "");
}

/** @returns null for whole days, for a zone that the part names without saying what it is, and for a time out of reach. */
function timeOf(event: ICAL.Component, stampedAt: Date): CalendarReply["proposedTime"] {
  const startsAt = instantOf(event, "dtstart");
  const duration = event.getFirstPropertyValue("duration");
  const endsAt =
    startsAt && duration instanceof ICAL.Duration
      ? new Date(startsAt.getTime() + duration.toSeconds() * 1_000)
      : instantOf(event, "dtend");
  if (!startsAt || !endsAt) return null;
  const latest = stampedAt.getTime() + FURTHEST_PROPOSAL_MS;
  const isInReach = stampedAt < startsAt && startsAt < endsAt && endsAt.getTime() < latest;
  return isInReach ? { startsAt, endsAt } : null;
}

/** Never by the zone of this process: a time whose zone the part doesn't describe is an instant in our own zone only. */
function instantOf(event: ICAL.Component, name: string): Date | undefined {
  const property = event.getFirstProperty(name);
  const value = property?.getFirstValue();
  if (!(value instanceof ICAL.Time) || value.isDate) return undefined;
  if (value.zone === ICAL.Timezone.localTimezone)
    return property?.getParameter("tzid") === ZONE
      ? instantAt(value.toString().slice(0, 10), value.hour * 60 + value.minute)
      : undefined;
  const instant = value.toJSDate();
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** A zone that changes its clock every second would be counted through from its first year. */
function areZonesHarmless(calendar: ICAL.Component): boolean {
  const observances = calendar.getAllSubcomponents("vtimezone").flatMap((zone) => zone.getAllSubcomponents());
  const rules = observances.flatMap((observance) => observance.getAllProperties("rrule"));
  return (
    observances.length <= MOST_OBSERVANCES &&
    rules.every((rule) => /(^|;)FREQ=YEARLY(;|$)/i.test(String(rule.getFirstValue())))
  );
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return typeof value === "string" ? value : "";
}
