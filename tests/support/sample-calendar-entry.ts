import type { CalendarEntry } from "../../server/calendars/calendar-entry.ts";

/** A plain, valid meeting of an hour; each test says what differs. */
export function sampleEntry(changes: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    uid: "0f9c2b7e-5a41-4d2c-9b3a-6f1f0d6f2b11@samtid.example",
    sequence: 0,
    startsAt: new Date("2026-03-27T13:00:00+01:00"),
    endsAt: new Date("2026-03-27T14:00:00+01:00"),
    changedAt: new Date("2026-03-02T08:30:15.250Z"),
    createdAt: new Date("2026-03-01T09:00:00Z"),
    summary: "Möte",
    status: "CONFIRMED",
    transparency: "OPAQUE",
    ...changes,
  };
}
