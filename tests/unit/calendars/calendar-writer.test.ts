import { readFileSync } from "node:fs";
import fc from "fast-check";
import ICAL from "ical.js";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  LINE_LIMIT,
  PARAGRAPH_LIMIT,
  sanitiseName,
  sanitiseText,
} from "../../../server/calendars/calendar-text.ts";
import {
  writeDownload,
  writeFeed,
  writeInvitation,
  type Invitation,
} from "../../../server/calendars/calendar-writer.ts";
import type { CalendarEntry } from "../../../server/calendars/calendar-entry.ts";
import { FEED_NAME } from "../../../server/calendars/entry-summary.ts";
import { feedEntries } from "../../../server/calendars/feed-content.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { hostileText } from "../../support/hostile-text.ts";
import { sampleEntry } from "../../support/sample-calendar-entry.ts";

function golden(name: string): string {
  return readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");
}

/** Read by another library than the one that wrote it. */
function read(object: string): { calendar: ICAL.Component; events: ICAL.Component[] } {
  const calendar = new ICAL.Component(ICAL.parse(object) as unknown[]);
  return { calendar, events: calendar.getAllSubcomponents("vevent") };
}

function instantOf(event: ICAL.Component | undefined, property: string): string {
  return (event?.getFirstPropertyValue(property) as ICAL.Time).toJSDate().toISOString();
}

/** ical.js gives properties it does not know, such as NAME, as they stand. */
function unescapeText(value: unknown): string {
  return typeof value === "string" ? value.replace(/\\([\\;,])/g, "$1") : "";
}

function unfolded(object: string): string[] {
  return object.replaceAll("\r\n ", "").split("\r\n");
}

function invitation(changes: Partial<Invitation> = {}): Invitation {
  return {
    method: "REQUEST",
    entry: sampleEntry({
      url: "https://samtid.example/m/1",
      description: "Mer:\nhttps://samtid.example/m/1",
    }),
    organizer: { name: "Samtid", address: "svar+p1.abcdefghijklmnopqrst@samtid.example" },
    attendee: {
      name: "Åsa Öberg",
      address: "asa@example.se",
      role: "REQ-PARTICIPANT",
      cutype: "INDIVIDUAL",
    },
    ...changes,
  };
}

const week = (start: string, end: string, uid: string, changes: Partial<CalendarEntry> = {}) =>
  sampleEntry({ startsAt: new Date(start), endsAt: new Date(end), uid: `${uid}@samtid.example`, ...changes });

const AROUND_SPRING = [
  week("2026-03-30T13:00:00+02:00", "2026-03-30T14:00:00+02:00", "after", {
    status: "TENTATIVE",
    sequence: 2,
  }),
  week("2026-03-27T13:00:00+01:00", "2026-03-27T14:00:00+01:00", "before", {
    summary: "Gemensam kartläggning (SAM-7K2M9Q4T)",
    description: "Logga in för att läsa mer om mötet:\nhttps://samtid.example/meetings/7,8;a",
    location: "Storgatan 1; våning 2, Växjö",
    url: "https://samtid.example/meetings/7,8;a",
  }),
  week("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "across", { transparency: "TRANSPARENT" }),
  week("2026-03-28T13:00:00+01:00", "2026-03-28T14:00:00+01:00", "cancelled", { status: "CANCELLED" }),
];
const AROUND_AUTUMN = [
  week("2026-10-23T13:00:00+02:00", "2026-10-23T14:00:00+02:00", "before"),
  week("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "across", {
    description:
      "Så här går det till: åäöåäöåäöåäöåäöåäöåäöåäöåäöåäö 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂",
  }),
  week("2026-10-26T13:00:00+01:00", "2026-10-26T14:00:00+01:00", "after"),
];

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("golden files", () => {
  const cases: [string, () => string][] = [
    ["feed-2026-03-29.ics", () => writeFeed({ entries: AROUND_SPRING, name: FEED_NAME })],
    ["feed-2026-10-25.ics", () => writeFeed({ entries: AROUND_AUTUMN, name: FEED_NAME })],
    ["request-2026-03-27.ics", () => writeInvitation(invitation())],
    ["cancel-2026-03-27.ics", () => writeInvitation(invitation({ method: "CANCEL" }))],
    ["download-2026-03-27.ics", () => writeDownload(sampleEntry())],
    [
      "feed-empty.ics",
      () =>
        writeFeed({
          entries: feedEntries([], { detailLevel: "type", ofIndividual: true }, ""),
          name: FEED_NAME,
        }),
    ],
  ];

  test.each(cases)("given the same meetings, %s is written octet by octet, and is clean", (name, write) => {
    expect(write()).toBe(golden(name));
    expect(lintCalendar(write())).toEqual([]);
  });

  test.each(cases)("given a host in another zone, %s is the same", (name, write) => {
    for (const [zone, offset] of [
      ["America/New_York", 240],
      ["Pacific/Kiritimati", -840],
      ["UTC", 0],
    ] as const) {
      vi.stubEnv("TZ", zone);
      expect(new Date("2026-07-01T00:00:00Z").getTimezoneOffset()).toBe(offset);
      expect(write()).toBe(golden(name));
    }
  });

  test("given meetings around both clock changes, another library reads the same instants", () => {
    for (const entries of [AROUND_SPRING, AROUND_AUTUMN]) {
      const { events } = read(writeFeed({ entries, name: FEED_NAME }));
      const expected = entries
        .filter(({ status }) => status !== "CANCELLED")
        .map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt.toISOString()])
        .sort();
      expect(events.map((event) => [instantOf(event, "dtstart"), instantOf(event, "dtend")])).toEqual(
        expected,
      );
    }
  });
});

describe("writeFeed", () => {
  test("given meetings in another order, the feed is the same", () => {
    const feed = writeFeed({ entries: AROUND_SPRING, name: FEED_NAME });
    expect(writeFeed({ entries: AROUND_SPRING.toReversed(), name: FEED_NAME })).toBe(feed);
  });

  test.each([
    ["CONFIRMED", "OPAQUE", "BUSY"],
    ["TENTATIVE", "OPAQUE", "TENTATIVE"],
    ["CONFIRMED", "TRANSPARENT", "FREE"],
  ] as const)("given %s and %s, Outlook is told %s", (status, transparency, busy) => {
    const lines = unfolded(writeFeed({ entries: [sampleEntry({ status, transparency })], name: FEED_NAME }));
    expect(lines).toEqual(
      expect.arrayContaining([
        `STATUS:${status}`,
        `TRANSP:${transparency}`,
        `X-MICROSOFT-CDO-BUSYSTATUS:${busy}`,
        "CLASS:PRIVATE",
      ]),
    );
  });

  test("given a link that is not https, the event is written without it", () => {
    const feed = writeFeed({ entries: [sampleEntry({ url: "javascript:alert(1)" })], name: FEED_NAME });
    expect(read(feed).events[0]?.hasProperty("url")).toBe(false);
    expect(lintCalendar(feed)).toEqual([]);
  });

  test.each<[string, Partial<CalendarEntry>]>([
    ["a uid with a line break", { uid: "a\r\nATTENDEE:x" }],
    ["an empty uid", { uid: "" }],
    ["a negative sequence", { sequence: -1 }],
    ["a broken sequence", { sequence: 1.5 }],
    ["an end at the start", { endsAt: sampleEntry().startsAt }],
    ["an end in the same second as the start", { endsAt: new Date(sampleEntry().startsAt.getTime() + 999) }],
    ["no start", { startsAt: new Date(NaN) }],
    ["no changedAt", { changedAt: new Date(NaN) }],
    ["no createdAt", { createdAt: new Date(NaN) }],
  ])("given an entry with %s, it is refused", (_what, changes) => {
    expect(() => writeFeed({ entries: [sampleEntry(changes)], name: FEED_NAME })).toThrow(TypeError);
  });
});

describe("writeDownload", () => {
  test("given one meeting, the file has that event, no METHOD and nobody to answer", () => {
    const { calendar, events } = read(writeDownload(sampleEntry()));
    expect(events).toHaveLength(1);
    expect(calendar.hasProperty("method")).toBe(false);
    expect(events[0]?.hasProperty("organizer")).toBe(false);
  });
});

describe("writeInvitation", () => {
  test("given a REQUEST, the recipient alone is asked to answer to the participation's address", () => {
    const { calendar, events } = read(writeInvitation(invitation({ entry: sampleEntry({ sequence: 3 }) })));
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    const [event] = events;
    expect(event?.getFirstPropertyValue("uid")).toBe(sampleEntry().uid);
    expect(event?.getFirstPropertyValue("sequence")).toBe(3);
    const organizer = event?.getFirstProperty("organizer");
    expect(organizer?.getFirstValue()).toBe("mailto:svar+p1.abcdefghijklmnopqrst@samtid.example");
    expect(organizer?.getParameter("cn")).toBe("Samtid");
    const attendees = event?.getAllProperties("attendee") ?? [];
    expect(attendees).toHaveLength(1);
    expect(String(attendees[0]?.getFirstValue()).toLowerCase()).toBe("mailto:asa@example.se");
    const parameters = ["cn", "cutype", "role", "partstat", "rsvp"].map((name) =>
      attendees[0]?.getParameter(name),
    );
    expect(parameters).toEqual(["Åsa Öberg", "INDIVIDUAL", "REQ-PARTICIPANT", "NEEDS-ACTION", "TRUE"]);
    expect(event?.hasProperty("x-microsoft-disallow-counter")).toBe(false);
  });

  test("given a CANCEL, the same event is cancelled at its time, and no answer is asked for", () => {
    const request = read(writeInvitation(invitation())).events[0];
    const cancelled = invitation({ method: "CANCEL", entry: sampleEntry({ sequence: 1 }) });
    const { calendar, events } = read(writeInvitation(cancelled));
    const [event] = events;
    expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect(event?.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(event?.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
    expect(event?.getFirstPropertyValue("sequence")).toBe(1);
    for (const property of ["uid", "organizer", "attendee"]) {
      expect(event?.getFirstPropertyValue(property)).toEqual(request?.getFirstPropertyValue(property));
    }
    expect(instantOf(event, "dtstart")).toBe(instantOf(request, "dtstart"));
    expect(instantOf(event, "dtend")).toBe(instantOf(request, "dtend"));
    expect(event?.getFirstProperty("attendee")?.getParameter("rsvp")).toBeUndefined();
  });

  test("given no names, addresses stand alone", () => {
    const object = writeInvitation(
      invitation({
        organizer: { name: '"', address: "svar@samtid.example" },
        attendee: { address: "a@example.se", role: "OPT-PARTICIPANT", cutype: "UNKNOWN" },
      }),
    );
    const event = read(object).events[0];
    expect(event?.getFirstProperty("organizer")?.getParameter("cn")).toBe("svar@samtid.example");
    expect(event?.getFirstProperty("attendee")?.getParameter("cn")).toBeUndefined();
    expect(lintCalendar(object)).toEqual([]);
  });

  test("given a cancelled meeting or an address that is none, nothing is written", () => {
    const entry = sampleEntry({ status: "CANCELLED" });
    expect(() => writeInvitation(invitation({ entry }))).toThrow(TypeError);
    const attendee = { ...invitation().attendee, address: "a@example.se\r\nX:1" };
    expect(() => writeInvitation(invitation({ attendee }))).toThrow(TypeError);
    const organizer = { name: "Samtid", address: "samtid" };
    expect(() => writeInvitation(invitation({ organizer }))).toThrow(TypeError);
  });
});

describe("hostile text", () => {
  const hostileEntry = fc.record({
    summary: hostileText,
    description: hostileText,
    location: hostileText,
    url: fc.oneof(
      hostileText,
      hostileText.map((text) => `https://samtid.example/${text}`),
    ),
  });

  function expectTextOf(event: ICAL.Component | undefined, entry: CalendarEntry): void {
    expect(event?.getFirstPropertyValue("summary")).toBe(sanitiseText(entry.summary, LINE_LIMIT));
    expect(event?.getFirstPropertyValue("description") ?? "").toBe(
      sanitiseText(entry.description ?? "", PARAGRAPH_LIMIT),
    );
    expect(event?.getFirstPropertyValue("location") ?? "").toBe(
      sanitiseText(entry.location ?? "", LINE_LIMIT),
    );
  }

  test("given any text in any field, the feed is clean and holds just those events with just that text", () => {
    fc.assert(
      fc.property(fc.array(hostileEntry, { maxLength: 4 }), hostileText, (texts, name) => {
        const entries = texts.map((text, index) => sampleEntry({ ...text, uid: `event-${index}` }));
        const feed = writeFeed({ entries, name });
        expect(lintCalendar(feed)).toEqual([]);
        const { calendar, events } = read(feed);
        expect(events).toHaveLength(entries.length);
        entries.forEach((entry, index) => expectTextOf(events[index], entry));
        const shownName = sanitiseText(name, LINE_LIMIT).replaceAll("\n", " ");
        expect(unescapeText(calendar.getFirstPropertyValue("name"))).toBe(shownName);
      }),
      { numRuns: 300 },
    );
  });

  test("given any text in an invitation, it is clean and invites just the one recipient", () => {
    fc.assert(
      fc.property(
        hostileEntry,
        hostileText,
        hostileText,
        fc.constantFrom("REQUEST", "CANCEL"),
        (text, from, to, method) => {
          const entry = sampleEntry(text);
          const object = writeInvitation(
            invitation({
              method,
              entry,
              organizer: { name: from, address: "svar@samtid.example" },
              attendee: { ...invitation().attendee, name: to },
            }),
          );
          expect(lintCalendar(object)).toEqual([]);
          const { events } = read(object);
          expect(events).toHaveLength(1);
          expectTextOf(events[0], entry);
          const attendees = events[0]?.getAllProperties("attendee") ?? [];
          expect(attendees).toHaveLength(1);
          expect(attendees[0]?.getParameter("cn") ?? "").toBe(sanitiseName(to));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("given any address, the invitation is clean or not written", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileText.map((text) => `${text}@example.se`),
          fc.emailAddress(),
        ),
        (address) => {
          let object: string;
          try {
            object = writeInvitation(invitation({ attendee: { ...invitation().attendee, address } }));
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
            return;
          }
          expect(lintCalendar(object)).toEqual([]);
        },
      ),
    );
  });
});
