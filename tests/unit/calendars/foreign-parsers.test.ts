import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import type { CalendarEntry } from "../../../server/calendars/calendar-entry.ts";
import { writeDownload, writeFeed, writeInvitation } from "../../../server/calendars/calendar-writer.ts";
import { readWithForeignParsers, type ForeignEvent } from "../../support/foreign-parsers.ts";
import { hostileText } from "../../support/hostile-text.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { sampleEntry } from "../../support/sample-calendar-entry.ts";

const SAMPLES = 150;
const GOLDEN = new URL("golden/", import.meta.url);
const HALF_AN_HOUR_MS = 30 * 60_000;

const anyEntry = fc
  .record({
    summary: hostileText,
    description: hostileText,
    location: hostileText,
    sequence: fc.nat(50),
    status: fc.constantFrom("CONFIRMED" as const, "TENTATIVE" as const),
    transparency: fc.constantFrom("OPAQUE" as const, "TRANSPARENT" as const),
    startsAt: fc.date({
      min: new Date("2026-01-01T00:00:00Z"),
      max: new Date("2027-12-31T00:00:00Z"),
      noInvalidDate: true,
    }),
    halfHours: fc.integer({ min: 1, max: 16 }),
  })
  .map(({ startsAt, halfHours, ...entry }) => {
    const start = new Date(Math.floor(startsAt.getTime() / 1_000) * 1_000);
    return sampleEntry({
      ...entry,
      startsAt: start,
      endsAt: new Date(start.getTime() + halfHours * HALF_AN_HOUR_MS),
    });
  });

/** An object, and the events that are in it. */
interface Written {
  readonly object: string;
  readonly entries: readonly CalendarEntry[];
}

const invitationOf = (method: "REQUEST" | "CANCEL", name: string) => (entry: CalendarEntry) =>
  writeInvitation({
    method,
    entry,
    organizer: { name, address: "svar+p1.abcdefghijklmnopqrst@samtid.example" },
    attendee: { name, address: "asa@example.se", role: "REQ-PARTICIPANT", cutype: "INDIVIDUAL" },
  });

const anyObject: fc.Arbitrary<Written> = fc.oneof(
  fc.tuple(fc.array(anyEntry, { maxLength: 4 }), hostileText).map(([entries, name]) => {
    const named = entries.map((entry, index) => ({ ...entry, uid: `event-${index}@samtid.example` }));
    const inOrder = named.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    return { object: writeFeed({ entries: named, name }), entries: inOrder };
  }),
  anyEntry.map((entry) => ({ object: writeDownload(entry), entries: [entry] })),
  fc
    .tuple(anyEntry, hostileText, fc.constantFrom("REQUEST" as const, "CANCEL" as const))
    .map(([entry, name, method]) => ({ object: invitationOf(method, name)(entry), entries: [entry] })),
);

const eventOf = ({ uid, startsAt, endsAt }: CalendarEntry): ForeignEvent => ({
  uid,
  start: startsAt.toISOString(),
  end: endsAt.toISOString(),
});

/** By ical.js. */
function eventsIn(object: string): ForeignEvent[] {
  const instantOf = (event: ICAL.Component, name: string) =>
    (event.getFirstPropertyValue(name) as ICAL.Time).toJSDate().toISOString();
  return new ICAL.Component(ICAL.parse(object) as unknown[]).getAllSubcomponents("vevent").map((event) => ({
    uid: String(event.getFirstPropertyValue("uid")),
    start: instantOf(event, "dtstart"),
    end: instantOf(event, "dtend"),
  }));
}

test("the golden files: python3-icalendar, python3-vobject and ical.js read the same events", async () => {
  const objects = readdirSync(GOLDEN)
    .filter((name) => name.endsWith(".ics"))
    .map((name) => readFileSync(new URL(name, GOLDEN), "utf8"));
  expect(objects.length).toBeGreaterThanOrEqual(6);
  const readings = await readWithForeignParsers(objects);
  expect(readings).toEqual(objects.map(eventsIn));
});

test(`${SAMPLES} objects of any kind with any text: clean, and all three read just the events that were written`, async () => {
  const written = fc.sample(anyObject, SAMPLES);
  const expected = written.map(({ entries }) => entries.map(eventOf));
  for (const { object } of written) expect(lintCalendar(object)).toEqual([]);
  expect(written.map(({ object }) => eventsIn(object))).toEqual(expected);
  expect(await readWithForeignParsers(written.map(({ object }) => object))).toEqual(expected);
});

test("an object that one of them can't read, or without zone: the test that shows it to them fails", async () => {
  const broken = writeDownload(sampleEntry()).replace("DTSTART:20260327T120000Z", "DTSTART:20260327T120000");
  await expect(readWithForeignParsers([broken])).rejects.toThrow("a time that is no instant");
});
