import { LARGEST_CALENDAR, UnreadableCalendar } from "./calendar-reading.ts";
import { canonicalDates, isDateProperty } from "./date-lines.ts";

/** The properties that say when somebody is busy; nothing else of a calendar is even looked at (RFC 5545, MS-OXCICAL). */
const KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  VEVENT: new Set([
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "STATUS",
    "TRANSP",
    "ATTENDEE",
    "X-MICROSOFT-CDO-BUSYSTATUS",
  ]),
  VFREEBUSY: new Set(["UID", "FREEBUSY"]),
  VTIMEZONE: new Set(["TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"]),
};
/** What stands in no other component: where one begins, the one before has ended. */
const OUTERMOST = new Set([...Object.keys(KEPT), "VTODO", "VJOURNAL", "VAVAILABILITY"]);
/** Of a line that matters, octets: the longest list of exceptions anybody has is far below. */
const LONGEST_LINE = 100_000;

/** The text of a component that matters, with only the properties that do. */
export interface ComponentText {
  readonly name: string;
  readonly text: string;
}

/** A calendar cut into components that can be parsed one by one. */
export interface CalendarText {
  readonly components: readonly ComponentText[];
  /** `X-WR-TIMEZONE`: the zone of clock times without one. */
  readonly floatingZone: string | undefined;
  /** Components that were cut off, or hold a line that can't be. */
  readonly broken: number;
}

interface Open {
  readonly name: string;
  readonly depth: number;
  readonly lines: string[];
  broken: boolean;
}

/**
 * Cuts a calendar into components, so that one that is damaged does not spoil the rest.
 *
 * @throws UnreadableCalendar when it is no calendar, was cut off, or is made of more than it may.
 */
export function cutIntoComponents(text: string): CalendarText {
  const found: { components: ComponentText[]; floatingZone: string | undefined; broken: number } = {
    components: [],
    floatingZone: undefined,
    broken: 0,
  };
  const path: string[] = [];
  let open: Open | undefined;
  let begun = 0;

  const close = (whole: boolean) => {
    if (!open) return;
    if (!whole || open.broken) found.broken += 1;
    else found.components.push({ name: open.name, text: [...open.lines, `END:${open.name}`].join("\r\n") });
    open = undefined;
  };
  const begin = (name: string) => {
    begun += 1;
    if (begun > LARGEST_CALENDAR.components) throw new UnreadableCalendar("too_complex");
    // What the one before lacks an end, this one's beginning ends.
    if (open && OUTERMOST.has(name)) {
      path.length = open.depth;
      close(false);
    }
    if (path.length > 0 && !open && name in KEPT)
      open = { name, depth: path.length, lines: [`BEGIN:${name}`], broken: false };
    else if (open?.name === "VTIMEZONE") open.lines.push(`BEGIN:${name}`);
    path.push(name);
  };
  const end = (name: string) => {
    const at = path.lastIndexOf(name);
    if (at < 0) return;
    if (open && at <= open.depth) close(at === open.depth && path.length === at + 1);
    else if (open?.name === "VTIMEZONE") open.lines.push(`END:${name}`);
    path.length = at;
  };
  const take = (name: string, line: string) => {
    if (name === "X-WR-TIMEZONE" && path.length === 1)
      found.floatingZone ??= line.slice(line.indexOf(":") + 1).trim();
    if (!open || !KEPT[open.name]?.has(name)) return;
    // What an alarm in an event says is not the event's.
    if (open.name !== "VTIMEZONE" && path.length > open.depth + 1) return;
    const kept = line.length > LONGEST_LINE ? undefined : isDateProperty(name) ? canonicalDates(line) : line;
    if (kept === undefined) open.broken = true;
    else open.lines.push(kept);
  };

  for (const line of unfolded(text)) {
    const name = /^[\w-]+/.exec(line)?.[0].toUpperCase();
    if (name === "BEGIN") begin(componentName(line));
    else if (name === "END") end(componentName(line));
    else if (name) take(name, line);
  }
  if (begun === 0) throw new UnreadableCalendar("not_a_calendar");
  if (path.length > 0) throw new UnreadableCalendar("damaged");
  return found;
}

/** Content lines, whichever line breaks the file has (RFC 5545 §3.1). */
function unfolded(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]/g, "")
    .split("\n");
}

function componentName(line: string): string {
  return line
    .slice(line.indexOf(":") + 1)
    .trim()
    .toUpperCase();
}
