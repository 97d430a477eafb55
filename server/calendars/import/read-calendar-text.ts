import ICAL from "ical.js";
import { normalise, type Interval } from "../../scheduling/intervals.ts";
import type { OffsetAt } from "../../scheduling/local-time.ts";
import {
  LARGEST_CALENDAR,
  UnreadableCalendar,
  type CalendarReading,
  type ReadingOptions,
} from "./calendar-reading.ts";
import { cutIntoComponents, type CalendarText } from "./content-lines.ts";
import { eventOf, instantMsOf, momentOf, periodEndMs, type CalendarEvent, type Moment } from "./event.ts";
import { fileZone } from "./file-zone.ts";
import { occurrencesOf, type Span } from "./occurrences.ts";
import { createZones, type Zones } from "./zones.ts";

const MINUTE_MS = 60_000;

/**
 * When a calendar's owner is busy, by RFC 5545 and the habits of the programs that write it. What can't be understood is
 * skipped and counted; no text of the calendar is kept.
 *
 * @throws UnreadableCalendar when the calendar as a whole can't be believed.
 */
export function readCalendarText(text: string, options: ReadingOptions): CalendarReading {
  const cut = cutIntoComponents(text);
  const zones = zonesOf(cut, options);
  const window = { startMs: options.fromMs, endMs: options.toMs };
  const tally = { read: 0, skipped: cut.broken };
  const attempt = <Result>(work: () => Result): Result | undefined => {
    try {
      return work();
    } catch {
      tally.skipped += 1;
      return undefined;
    }
  };
  const parsed = cut.components.flatMap(({ name, text: part }) =>
    name === "VTIMEZONE" ? [] : [attempt(() => partOf(part, zones, options)) ?? []].flat(),
  );
  const spans: Span[] = [];
  const replaced = replacedByUid(parsed);
  for (const part of parsed) {
    const found = attempt(() => spansOf(part, replaced, window));
    if (!found) continue;
    tally.read += 1;
    for (const span of found) spans.push(span);
    if (spans.length > LARGEST_CALENDAR.occurrences) throw new UnreadableCalendar("too_complex");
  }
  return { ...tally, busy: busyMinutes(spans, options), zoneAssumed: zones.wasAssumed() };
}

type Part = { readonly event: CalendarEvent } | { readonly spans: readonly Span[] };

function partOf(text: string, zones: Zones, options: ReadingOptions): Part | undefined {
  const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const isOwn = options.ownUids.includes(String(component.getFirstPropertyValue("uid")));
  if (isOwn) return undefined;
  if (component.name === "vfreebusy") return { spans: busyPeriodsOf(component, zones) };
  return { event: eventOf(component, zones, options.ownerAddress) };
}

function spansOf(part: Part, replaced: ReadonlyMap<string, Moment[]>, window: Span): readonly Span[] {
  if ("spans" in part) return part.spans;
  const { event } = part;
  if (!event.takesTime) return [];
  return occurrencesOf(event, event.replaces ? [] : (replaced.get(event.uid) ?? []), window);
}

/** VFREEBUSY (RFC 5545 §3.6.4): all but what it says is free. */
function busyPeriodsOf(component: ICAL.Component, zones: Zones): Span[] {
  return component
    .getAllProperties("freebusy")
    .filter((property) => String(property.getParameter("fbtype")).toUpperCase() !== "FREE")
    .flatMap((property) =>
      (property.getValues() as ICAL.Period[]).map((period) => ({
        startMs: instantMsOf(momentOf(property, period.start, zones)),
        endMs: periodEndMs(property, period, zones),
      })),
    );
}

function replacedByUid(parts: readonly Part[]): Map<string, Moment[]> {
  const replaced = new Map<string, Moment[]>();
  for (const part of parts) {
    if (!("event" in part) || !part.event.replaces) continue;
    const { uid, replaces } = part.event;
    replaced.set(uid, [...(replaced.get(uid) ?? []), replaces]);
  }
  return replaced;
}

function zonesOf({ components, floatingZone }: CalendarText, options: ReadingOptions): Zones {
  const inFile = new Map<string, OffsetAt>();
  for (const { name, text } of components) {
    if (name !== "VTIMEZONE") continue;
    const component = parsedOrNothing(text);
    const zone = component && fileZone(component, options.toMs);
    if (zone) inFile.set(String(component.getFirstPropertyValue("tzid")).replaceAll('"', "").trim(), zone);
  }
  return createZones({ inFile, floatingZone, fallback: options.zone });
}

function parsedOrNothing(text: string): ICAL.Component | undefined {
  try {
    return new ICAL.Component(ICAL.parse(text) as unknown[]);
  } catch {
    return undefined;
  }
}

/** Within the window, in whole minutes that may only grow, without our own meetings. */
function busyMinutes(spans: readonly Span[], { fromMs, toMs, ownTimes }: ReadingOptions): Interval[] {
  const own = new Set(ownTimes.map(({ start, end }) => `${start} ${end}`));
  const minutes = spans
    .filter(({ startMs, endMs }) => startMs < endMs && endMs > fromMs && startMs < toMs)
    .filter(({ startMs, endMs }) => !own.has(`${startMs / MINUTE_MS} ${endMs / MINUTE_MS}`))
    .map(({ startMs, endMs }) => ({
      start: Math.floor(Math.max(startMs, fromMs) / MINUTE_MS),
      end: Math.ceil(Math.min(endMs, toMs) / MINUTE_MS),
    }));
  return normalise(minutes);
}
