import ical, {
  escape,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalAttendeeData,
  type ICalAttendeeRole,
  type ICalAttendeeType,
  type ICalCalendarData,
  type ICalEventData,
} from "ical-generator";
import { assertWritable, type CalendarEntry } from "./calendar-entry.ts";
import { foldContentLines } from "./content-lines.ts";
import {
  LINE_LIMIT,
  PARAGRAPH_LIMIT,
  sanitiseAddress,
  sanitiseName,
  sanitiseText,
  sanitiseUrl,
} from "./calendar-text.ts";

/** The recipient of an invitation, the only ATTENDEE in it. Leave the name out where it must not leave us. */
export interface InvitationAttendee {
  readonly name?: string | undefined;
  readonly address: string;
  /** RFC 5545 §3.2.16. */
  readonly role: `${ICalAttendeeRole}`;
  /** RFC 5545 §3.2.3. */
  readonly cutype: `${ICalAttendeeType}`;
}

/** One iTIP message to one person (RFC 5546, carried by mail as in RFC 6047). */
export interface Invitation {
  readonly method: "REQUEST" | "CANCEL";
  readonly entry: CalendarEntry;
  /** Who asks; the address is the participation's own reply address and stays the same for the UID's life. */
  readonly organizer: { readonly name: string; readonly address: string };
  readonly attendee: InvitationAttendee;
}

/** Who writes our calendars, as PRODID; the library puts a "-" before it. */
export const CALENDAR_PRODUCT = "//Samtid//Calendar//SV";
const REFRESH_SECONDS = 3_600;

/**
 * A subscription: every entry that is not cancelled (clients disagree about showing cancelled ones), in order of
 * start, without METHOD, ORGANIZER and ATTENDEE.
 *
 * @param feed.name the calendar's name, the same for every feed: it is shown to others in some clients.
 * @throws TypeError for an entry no event can be made of.
 */
export function writeFeed(feed: {
  readonly entries: readonly CalendarEntry[];
  readonly name: string;
}): string {
  const entries = feed.entries
    .filter((entry) => entry.status !== "CANCELLED")
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.uid < b.uid ? -1 : 1));
  return writeCalendar({
    name: escape(sanitiseText(feed.name, LINE_LIMIT).replaceAll("\n", " "), false),
    ttl: REFRESH_SECONDS,
    events: entries.map(toEvent),
  });
}

/**
 * One meeting as a file to add to one's own calendar: no METHOD, or programs ask to answer an organizer.
 *
 * @throws TypeError for an entry no event can be made of.
 */
export function writeDownload(entry: CalendarEntry): string {
  return writeCalendar({ events: [toEvent(entry)] });
}

/**
 * The calendar part of a mail. A CANCEL says STATUS:CANCELLED and frees the time whatever the entry says; give it the
 * UID of the invitation, its times, and the next SEQUENCE. Counter-proposals are welcome: they are wishes for another time.
 *
 * @throws TypeError for an entry no event can be made of, a cancelled entry in a REQUEST, or an address that can't
 * stand in a calendar.
 */
export function writeInvitation(invitation: Invitation): string {
  const { method, entry, organizer, attendee } = invitation;
  if (method === "REQUEST" && entry.status === "CANCELLED") {
    throw new TypeError("Nobody is invited to a cancelled meeting");
  }
  const shown: CalendarEntry =
    method === "CANCEL" ? { ...entry, status: "CANCELLED", transparency: "TRANSPARENT" } : entry;
  const address = requireAddress(organizer.address);
  const event: ICalEventData = {
    ...toEvent(shown),
    organizer: { name: sanitiseName(organizer.name) || address, email: address },
    attendees: [toAttendee(attendee, method)],
  };
  return writeCalendar({ method: ICalCalendarMethod[method], events: [event] });
}

const END = "END:VCALENDAR";

/**
 * No time zone is ever set: only then does the library write Dates in UTC with Z, whatever the host's zone is. It writes
 * the calendar and each event; they are folded and put together here.
 */
function writeCalendar({ events, ...data }: ICalCalendarData & { events: ICalEventData[] }): string {
  const calendar = ical({ prodId: CALENDAR_PRODUCT, scale: "GREGORIAN", ...data });
  const empty = calendar.toString();
  const written = events.map((event) => foldContentLines(calendar.createEvent(event).toString()));
  return `${empty.slice(0, -END.length)}${written.join("")}${END}\r\n`;
}

function toEvent(entry: CalendarEntry): ICalEventData {
  assertWritable(entry);
  return {
    id: entry.uid,
    sequence: entry.sequence,
    stamp: entry.changedAt,
    lastModified: entry.changedAt,
    created: entry.createdAt,
    start: entry.startsAt,
    end: entry.endsAt,
    summary: sanitiseText(entry.summary, LINE_LIMIT),
    description: sanitiseText(entry.description ?? "", PARAGRAPH_LIMIT) || null,
    location: sanitiseText(entry.location ?? "", LINE_LIMIT) || null,
    url: sanitiseUrl(entry.url ?? ""),
    status: ICalEventStatus[entry.status],
    transparency: ICalEventTransparency[entry.transparency],
    busystatus: busyStatus(entry),
    class: ICalEventClass.PRIVATE,
  };
}

function busyStatus(entry: CalendarEntry): ICalEventBusyStatus {
  if (entry.transparency === "TRANSPARENT") return ICalEventBusyStatus.FREE;
  return entry.status === "TENTATIVE" ? ICalEventBusyStatus.TENTATIVE : ICalEventBusyStatus.BUSY;
}

/** Only an invitation asks for an answer; the defaults of PARTSTAT and RSVP say what is true of a cancellation. */
function toAttendee(attendee: InvitationAttendee, method: Invitation["method"]): ICalAttendeeData {
  return {
    name: sanitiseName(attendee.name ?? "") || null,
    email: requireAddress(attendee.address),
    role: attendee.role as ICalAttendeeRole,
    type: attendee.cutype as ICalAttendeeType,
    ...(method === "REQUEST"
      ? { status: ICalAttendeeStatus.NEEDSACTION, rsvp: true }
      : { status: null, rsvp: null }),
  };
}

function requireAddress(text: string): string {
  const address = sanitiseAddress(text);
  if (address === null) throw new TypeError("A mail address can't stand in a calendar");
  return address;
}
