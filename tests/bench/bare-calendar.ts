import ical, { ICalEventStatus, ICalEventTransparency } from "ical-generator";

/** What a feed shows of a meeting. */
export interface BareEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly url: string;
}

/** The same events as a feed's, written by ical-generator alone: no sanitising, no tag, no transport. */
export function writeBare(events: readonly BareEvent[]): string {
  const calendar = ical({ name: "Möten", prodId: "//Bare//Bench//SV", scale: "GREGORIAN", ttl: 3_600 });
  for (const event of events)
    calendar.createEvent({
      id: event.uid,
      sequence: event.sequence,
      stamp: event.changedAt,
      lastModified: event.changedAt,
      created: event.createdAt,
      start: event.startsAt,
      end: event.endsAt,
      summary: "Upptagen",
      description: `Logga in för att läsa mer om mötet:\n${event.url}`,
      url: event.url,
      status: ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.OPAQUE,
    });
  return calendar.toString();
}
