import { describe, expect, test } from "vitest";
import { lintCalendar } from "../../support/icalendar-linter.ts";

const EVENT = [
  "BEGIN:VEVENT",
  "UID:one@samtid.example",
  "SEQUENCE:0",
  "DTSTAMP:20260302T083015Z",
  "DTSTART:20260327T120000Z",
  "DTEND:20260327T130000Z",
  "SUMMARY:Möte\\, del 1",
  "TRANSP:OPAQUE",
  "STATUS:CONFIRMED",
  "CLASS:PRIVATE",
  "END:VEVENT",
];
const HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Samtid//Calendar//SV", "CALSCALE:GREGORIAN"];
const FEED = [...HEAD, "REFRESH-INTERVAL;VALUE=DURATION:PT1H", ...EVENT, "END:VCALENDAR"];
const ORGANIZER = 'ORGANIZER;CN="Samtid; möten":mailto:svar+1.abc@samtid.example';
const ATTENDEE = "ATTENDEE;ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:a@example.se";
const REQUEST = [
  ...HEAD,
  "METHOD:REQUEST",
  ...EVENT.slice(0, -1),
  ORGANIZER,
  ATTENDEE,
  "END:VEVENT",
  "END:VCALENDAR",
];

const written = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join("");

/** The object with one line replaced by none, one or several others. */
function changed(lines: readonly string[], from: string, ...to: string[]): string {
  if (!lines.includes(from)) throw new Error(`no such line: ${from}`);
  return written(lines.flatMap((line) => (line === from ? to : line)));
}

function broken(object: string | Uint8Array): string[] {
  return lintCalendar(object).map(({ line, rule }) => `${line} ${rule}`);
}

test("given good objects, nothing is reported", () => {
  expect(lintCalendar(written(FEED))).toEqual([]);
  expect(lintCalendar(written(REQUEST))).toEqual([]);
  expect(lintCalendar(written([...HEAD, "END:VCALENDAR"]))).toEqual([]);
  expect(lintCalendar(changed(FEED, "CLASS:PRIVATE", "CLASS:PRI", " VATE"))).toEqual([]);
});

describe("lines", () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ["LF alone", written(FEED).replace("VERSION:2.0\r\n", "VERSION:2.0\n"), ["2 crlf"]],
    ["CR alone", written(FEED).replace("del 1", "del\r1"), ["12 crlf"]],
    ["no CRLF at the end", written(FEED).slice(0, -2), ["17 final-crlf"]],
    ["LF at the end", `${written(FEED).slice(0, -2)}\n`, ["17 crlf"]],
    ["nothing", "", ["1 final-crlf", "1 empty-line", "1 component"]],
    ["an empty line", changed(FEED, "VERSION:2.0", "VERSION:2.0", ""), ["3 empty-line"]],
    ["76 octets", changed(FEED, "SUMMARY:Möte\\, del 1", `SUMMARY:${"å".repeat(34)}`), ["12 line-length"]],
    [
      "77 octets in a continuation",
      changed(FEED, "SUMMARY:Möte\\, del 1", "SUMMARY:", ` ${"å".repeat(38)}`),
      ["13 line-length"],
    ],
    ["NUL", written(FEED).replace("del 1", "del\u00001"), ["12 control-character"]],
    ["NEL", written(FEED).replace("del 1", "del\u00851"), ["12 control-character"]],
    ["U+2028", written(FEED).replace("del 1", "del\u20281"), ["12 control-character"]],
    ["U+202E", written(FEED).replace("del 1", "del\u202e1"), ["12 control-character"]],
    ["a byte order mark", written(FEED).replace("del 1", "del\ufeff1"), ["12 control-character"]],
    ["no colon", changed(FEED, "VERSION:2.0", "VERSION:2.0", "VERSION"), ["3 content-line"]],
    [
      "an open quote",
      changed(REQUEST, ORGANIZER, 'ORGANIZER;CN="Samtid:mailto:svar@samtid.example'),
      ["6 method", "16 content-line"],
    ],
  ])("given %s, it is reported", (_what, object, expected) => {
    expect(broken(object)).toEqual(expected);
  });

  test("given an å split by folding, both halves are reported", () => {
    const [before, after] = written(FEED).split("ö");
    const split = Buffer.concat([
      Buffer.from(before ?? ""),
      Buffer.from([0xc3, 0x0d, 0x0a, 0x20, 0xb6]),
      Buffer.from(after ?? ""),
    ]);
    expect(broken(split)).toEqual(["12 split-character", "13 split-character"]);
  });
});

describe("structure", () => {
  const second = EVENT.map((line) => line.replace("one@", "two@"));
  test.each<[string, string, string[]]>([
    ["no calendar", written(EVENT), ["1 component"]],
    ["a component left open", changed(FEED, "END:VEVENT"), ["1 component", "16 component"]],
    ["an end that fits nothing", changed(FEED, "END:VCALENDAR", "END:VTODO"), ["17 component"]],
    ["a second calendar", written([...FEED, ...FEED]), ["18 component", "24 unique-uid"]],
    ["a property outside", written([...FEED, "X-A:1"]), ["18 component"]],
    [
      "an alarm",
      changed(FEED, "CLASS:PRIVATE", "CLASS:PRIVATE", "BEGIN:VALARM", "END:VALARM"),
      ["16 component"],
    ],
    ["the same UID twice", written([...FEED.slice(0, -1), ...EVENT, "END:VCALENDAR"]), ["18 unique-uid"]],
    [
      "two events in a message",
      changed(REQUEST, "END:VCALENDAR", ...second, "END:VCALENDAR"),
      ["1 method", "19 method", "19 method"],
    ],
  ])("given %s, it is reported", (_what, object, expected) => {
    expect(broken(object)).toEqual(expected);
  });
});

describe("properties", () => {
  test.each(["VERSION:2.0", "PRODID:-//Samtid//Calendar//SV", "CALSCALE:GREGORIAN"])(
    "given a calendar without %s, it is reported",
    (line) => {
      expect(broken(changed(FEED, line))).toEqual(["1 required-property"]);
    },
  );

  test.each(EVENT.slice(1, -1).filter((line) => !line.startsWith("SUMMARY")))(
    "given an event without %s, it is reported",
    (line) => {
      expect(broken(changed(FEED, line))).toEqual(["6 required-property"]);
    },
  );

  test.each(FEED.filter((line) => !/^(BEGIN|END)/.test(line)))("given %s twice, it is reported", (line) => {
    const again = FEED.indexOf(line) + 2;
    expect(broken(changed(FEED, line, line, line))).toEqual([`${again} unique-property`]);
  });

  test.each<[string, string, string]>([
    ["STATUS:CONFIRMED", "STATUS:BOOKED", "enumeration"],
    ["TRANSP:OPAQUE", "TRANSP:BUSY", "enumeration"],
    ["CLASS:PRIVATE", "CLASS:PUBLIC", "enumeration"],
    ["VERSION:2.0", "VERSION:1.0", "enumeration"],
    ["CALSCALE:GREGORIAN", "CALSCALE:JULIAN", "enumeration"],
    ["TRANSP:OPAQUE", "TRANSP;VALUE=DATE:OPAQUE", "enumeration"],
    ["DTSTAMP:20260302T083015Z", "DTSTAMP:20260302T083015", "utc"],
    ["DTSTART:20260327T120000Z", "DTSTART:20260327T120000", "utc"],
    ["DTSTART:20260327T120000Z", "DTSTART;TZID=Europe/Stockholm:20260327T120000Z", "utc"],
    ["DTEND:20260327T130000Z", "DTEND:20260230T130000Z", "utc"],
    ["DTEND:20260327T130000Z", "DTEND:20260327T246000Z", "utc"],
    ["DTEND:20260327T130000Z", "DTEND:20260327T120000Z", "end-after-start"],
    ["SEQUENCE:0", "SEQUENCE:-1", "sequence"],
    ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "REFRESH-INTERVAL;VALUE=DURATION:1H", "duration"],
    ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "REFRESH-INTERVAL;VALUE=DURATION:PT", "duration"],
    ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "TIMEZONE-ID:Europe/Stockholm", "known-property"],
    ["SUMMARY:Möte\\, del 1", "SUMMARY:Möte, del 1", "text"],
    ["SUMMARY:Möte\\, del 1", "SUMMARY:Möte; del 1", "text"],
    ["SUMMARY:Möte\\, del 1", "SUMMARY:Möte\\x", "text"],
    ["UID:one@samtid.example", "UID:", "required-property"],
    ["CLASS:PRIVATE", "ATTACH:x", "known-property"],
  ])("given %s as %s, it is reported as %s", (from, to, rule) => {
    const reported = broken(changed(FEED, from, to));
    expect(reported).toContain(`${FEED.indexOf(from) + 1} ${rule}`);
  });

  test.each<[string, string]>([
    ["CREATED:20260302T083015", "utc"],
    ["LAST-MODIFIED:20260302T083015+0100", "utc"],
    ["URL:/meetings/7", "url"],
    ["URL:https://samtid.example/a\\,b", "url"],
    ["X-MICROSOFT-CDO-BUSYSTATUS:AWAY", "enumeration"],
    ["X-MICROSOFT-DISALLOW-COUNTER:FALSE", "enumeration"],
  ])("given %s in an event, it is reported as %s", (line, rule) => {
    expect(broken(changed(FEED, "CLASS:PRIVATE", "CLASS:PRIVATE", line))).toEqual([`16 ${rule}`]);
  });
});

describe("messages", () => {
  const CANCELLED = "STATUS:CANCELLED";
  test.each<[string, string, string[]]>([
    ["people in an object without METHOD", changed(REQUEST, "METHOD:REQUEST"), ["5 method"]],
    ["another METHOD", changed(REQUEST, "METHOD:REQUEST", "METHOD:PUBLISH"), ["5 enumeration"]],
    ["no ORGANIZER", changed(REQUEST, ORGANIZER), ["6 method"]],
    ["two ORGANIZERs", changed(REQUEST, ORGANIZER, ORGANIZER, ORGANIZER), ["6 method", "17 unique-property"]],
    ["no ATTENDEE", changed(REQUEST, ATTENDEE), ["6 method"]],
    ["two ATTENDEEs", changed(REQUEST, ATTENDEE, ATTENDEE, ATTENDEE), ["6 method"]],
    ["a REQUEST of a cancelled meeting", changed(REQUEST, "STATUS:CONFIRMED", CANCELLED), ["6 method"]],
    ["a CANCEL of a meeting that stands", changed(REQUEST, "METHOD:REQUEST", "METHOD:CANCEL"), ["6 method"]],
    ["no event", written([...HEAD, "METHOD:REQUEST", "END:VCALENDAR"]), ["1 method"]],
    ["no mailto", changed(REQUEST, ATTENDEE, "ATTENDEE:a@example.se"), ["17 address"]],
    ["an unsafe mailto", changed(REQUEST, ATTENDEE, "ATTENDEE:mailto:a?bcc=b@example.se"), ["17 address"]],
    ["another ROLE", changed(REQUEST, ATTENDEE, ATTENDEE.replace("CHAIR", "GUEST")), ["17 enumeration"]],
    [
      "another PARTSTAT",
      changed(REQUEST, ATTENDEE, ATTENDEE.replace("NEEDS-ACTION", "MAYBE")),
      ["17 enumeration"],
    ],
    ["another RSVP", changed(REQUEST, ATTENDEE, ATTENDEE.replace("TRUE", "YES")), ["17 enumeration"]],
    [
      "another CUTYPE",
      changed(REQUEST, ATTENDEE, ATTENDEE.replace("RSVP=TRUE", "CUTYPE=PERSON")),
      ["17 enumeration"],
    ],
  ])("given %s, it is reported", (_what, object, expected) => {
    expect(broken(object)).toEqual(expected);
  });
});
