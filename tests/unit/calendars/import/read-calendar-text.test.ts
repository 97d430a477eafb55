import { describe, expect, test } from "vitest";
import type { ReadingOptions } from "../../../../server/calendars/import/calendar-reading.ts";
import { readCalendarText } from "../../../../server/calendars/import/read-calendar-text.ts";
import { READING } from "../../../support/foreign-calendars/foreign-calendar.ts";
import { exchangeZone, fixedZone } from "../../../support/foreign-calendars/zone-definitions.ts";

const calendar = (...lines: string[]) => ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:1@elsewhere", ...lines, "END:VEVENT"];
const read = (text: string, options: Partial<ReadingOptions> = {}) =>
  readCalendarText(text, { ...READING, ...options });
const busyIn = (text: string, options: Partial<ReadingOptions> = {}) =>
  read(text, options).busy.map(
    ({ start, end }) =>
      `${new Date(start * 60_000).toISOString().slice(0, 16)}/${new Date(end * 60_000).toISOString().slice(0, 16)}`,
  );
const STOCKHOLM = "TZID=Europe/Stockholm";

describe("clock changes", () => {
  test.each([
    ["that spring skips moves forward", "20260329T023000", "2026-03-29T01:30/2026-03-29T02:00"],
    ["that autumn shows twice is the first", "20261025T023000", "2026-10-25T00:30/2026-10-25T01:00"],
  ])("a time %s, by IANA and by the file's own rules", (_what, at, expected) => {
    const of = (tzid: string, ...header: string[]) =>
      busyIn(calendar(...header, ...event(`DTSTART;TZID=${tzid}:${at}`, "DURATION:PT30M")));

    expect(of("Europe/Stockholm")).toEqual([expected]);
    expect(of("Kontoret", ...exchangeZone("Kontoret"))).toEqual([expected]);
  });

  test("a whole day is as long as it is in Sweden", () => {
    const days = event("DTSTART;VALUE=DATE:20260328", "RRULE:FREQ=DAILY;COUNT=3");

    expect(busyIn(calendar(...days))).toEqual(["2026-03-27T23:00/2026-03-30T22:00"]);
  });

  test("a night that comes again is as long as the first, and a duration in days follows the clock", () => {
    const until = (end: string) =>
      busyIn(
        calendar(
          ...event(`DTSTART;${STOCKHOLM}:20260327T220000`, end, "RRULE:FREQ=DAILY;COUNT=3;INTERVAL=1"),
        ),
      );

    expect(until(`DTEND;${STOCKHOLM}:20260328T060000`)[1]).toBe("2026-03-28T21:00/2026-03-29T05:00");
    expect(until("DURATION:P1D")).toEqual(["2026-03-27T21:00/2026-03-30T20:00"]);
    expect(until("DURATION:PT24H")).toEqual(["2026-03-27T21:00/2026-03-30T20:00"]);
  });

  test("the zone of the machine has no say", () => {
    const before = process.env.TZ;
    const floating = calendar(...event("DTSTART:20260310T090000", "DURATION:PT1H"));
    try {
      for (const zone of ["America/New_York", "Asia/Tokyo"]) {
        process.env.TZ = zone;
        expect(busyIn(floating)).toEqual(["2026-03-10T08:00/2026-03-10T09:00"]);
      }
    } finally {
      process.env.TZ = before;
    }
  });
});

describe("a zone", () => {
  const at = (tzid: string, ...header: string[]) =>
    read(calendar(...header, ...event(`DTSTART;TZID=${tzid}:20260710T090000`, "DURATION:PT1H")));
  const utcHour = (reading: ReturnType<typeof read>) =>
    new Date(reading.busy[0]!.start * 60_000).getUTCHours();

  test.each([
    ["Europe/Stockholm", 7],
    ["europe/stockholm", 7],
    ['"Europe/Stockholm"', 7],
    ["W. Europe Standard Time", 7],
    ["Romance Standard Time", 7],
    ["GMT Standard Time", 8],
    ["FLE Standard Time", 6],
    ["Pacific Standard Time", 16],
    ["UTC", 9],
    ["tzone://Microsoft/Utc", 9],
    ["/freeassociation.sourceforge.net/Europe/Stockholm", 7],
    ["/freeassociation.sourceforge.net/Tzfile/Europe/Stockholm", 7],
    ["/mozilla.org/20070129_1/America/Indiana/Indianapolis", 13],
    ["/softwarestudio.org/Olson_20011030_5/Asia/Tokyo", 0],
  ])("%s is known, without a definition", (tzid, hour) => {
    const reading = at(tzid);

    expect([utcHour(reading), reading.zoneAssumed]).toEqual([hour, false]);
  });

  test("is what the file says it is, even with a name that means something else", () => {
    expect(
      busyIn(
        calendar(
          ...fixedZone("Europe/Stockholm"),
          ...event(`DTSTART;${STOCKHOLM}:20260710T090000`, "DURATION:PT1H"),
        ),
      ),
    ).toEqual(["2026-07-10T03:15/2026-07-10T04:15"]);
  });

  test("with a damaged definition is found by its name", () => {
    const reading = at(
      "W. Europe Standard Time",
      "BEGIN:VTIMEZONE",
      "TZID:W. Europe Standard Time",
      "BEGIN:STANDARD",
      "DTSTART:16010101T000000",
      "TZOFFSETFROM:i går",
      "END:STANDARD",
      "END:VTIMEZONE",
    );

    expect([utcHour(reading), reading.zoneAssumed]).toEqual([7, false]);
  });

  test("that nobody knows is the source's own, which is told", () => {
    const reading = read(calendar(...event("DTSTART;TZID=Nowhere:20260710T090000", "DURATION:PT1H")), {
      zone: "Europe/Helsinki",
    });

    expect([utcHour(reading), reading.zoneAssumed]).toEqual([6, true]);
  });

  test("may be written with a colon and without quotes", () => {
    const reading = at(
      "(UTC+01:00) Stockholm: vintertid",
      ...exchangeZone("(UTC+01:00) Stockholm: vintertid"),
    );

    expect([utcHour(reading), reading.zoneAssumed]).toEqual([7, false]);
  });
});

describe("a series", () => {
  const series = (...lines: string[]) =>
    event(`DTSTART;${STOCKHOLM}:20260309T090000`, "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=4", ...lines);

  test.each([
    ["in another zone", "EXDATE:20260310T080000Z"],
    ["by the day alone", "EXDATE;VALUE=DATE:20260310"],
    ["in a list", `EXDATE;${STOCKHOLM}:20260310T090000,20260401T090000`],
  ])("leaves out an exception told %s", (_how, line) => {
    expect(busyIn(calendar(...series(line))).map((busy) => busy.slice(8, 10))).toEqual(["09", "11", "12"]);
  });

  test("has one moved, told in UTC, wherever in the file that stands", () => {
    const moved = event(
      "RECURRENCE-ID:20260310T080000Z",
      "DTSTART:20260310T140000Z",
      "DTEND:20260310T150000Z",
    );

    for (const text of [calendar(...series(), ...moved), calendar(...moved, ...series())])
      expect(busyIn(text)[1]).toBe("2026-03-10T14:00/2026-03-10T15:00");
  });

  test("has one that takes no time", () => {
    const free = event(
      `RECURRENCE-ID;${STOCKHOLM}:20260310T090000`,
      `DTSTART;${STOCKHOLM}:20260310T090000`,
      "TRANSP:TRANSPARENT",
    );

    expect(busyIn(calendar(...series(), ...free))).toHaveLength(3);
  });

  test("keeps one whose replacement can't be understood, or would move all that follow", () => {
    const broken = event(`RECURRENCE-ID;${STOCKHOLM}:20260310T090000`, "DTSTART:nu");
    const onwards = event(`RECURRENCE-ID;RANGE=THISANDFUTURE:20260310T080000Z`, "DTSTART:20260310T140000Z");

    for (const replacement of [broken, onwards]) {
      const text = calendar(...series(), ...replacement);
      expect(busyIn(text)).toHaveLength(4);
      expect(read(text).skipped).toBe(1);
    }
  });

  test("may have only its moved one left", () => {
    expect(
      busyIn(
        calendar(...event("RECURRENCE-ID:20260310T080000Z", "DTSTART:20260310T140000Z", "DURATION:PT1H")),
      ),
    ).toEqual(["2026-03-10T14:00/2026-03-10T15:00"]);
  });

  test("has additional dates and periods", () => {
    const text = calendar(
      ...event(
        "DTSTART:20260309T080000Z",
        "DURATION:PT30M",
        "RDATE:20260311T080000Z",
        "RDATE;VALUE=PERIOD:20260312T080000Z/PT2H,20260313T080000Z/20260313T083000Z",
      ),
    );

    expect(busyIn(text).map((busy) => busy.slice(8, 16) + busy.slice(28))).toEqual([
      "09T08:0008:30",
      "11T08:0008:30",
      "12T08:0010:00",
      "13T08:0008:30",
    ]);
  });

  test("that began long ago is counted from where it matters, in step", () => {
    const text = calendar(
      ...event(
        `DTSTART;${STOCKHOLM}:19990104T090000`,
        "DURATION:PT30M",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
      ),
    );
    const weeks = (Date.parse("2026-03-02") - Date.parse("1999-01-04")) / (7 * 86_400_000);

    expect(busyIn(text)[0]).toBe(
      weeks % 2 === 0 ? "2026-03-02T08:00/2026-03-02T08:30" : "2026-02-23T08:00/2026-02-23T08:30",
    );
  });
});

describe("free/busy", () => {
  test("is busy but where it says that it is free", () => {
    const text = calendar(
      "BEGIN:VFREEBUSY",
      "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260310T080000Z/PT1H,20260310T100000Z/20260310T110000Z",
      "FREEBUSY;FBTYPE=FREE:20260310T120000Z/PT1H",
      "FREEBUSY:20260310T140000Z/PT1H",
      "END:VFREEBUSY",
    );

    expect(busyIn(text).map((busy) => busy.slice(11, 16))).toEqual(["08:00", "10:00", "14:00"]);
  });
});

describe("our own meetings", () => {
  const meeting = event("DTSTART:20260310T080000Z", "DTEND:20260310T090000Z");
  const start = Date.parse("2026-03-10T08:00:00Z") / 60_000;

  test("are left out by their UID, whenever they are", () => {
    expect(busyIn(calendar(...meeting), { ownUids: ["1@elsewhere"] })).toEqual([]);
  });

  test("are left out by when they are, to the minute", () => {
    expect(busyIn(calendar(...meeting), { ownTimes: [{ start, end: start + 60 }] })).toEqual([]);
    expect(busyIn(calendar(...meeting), { ownTimes: [{ start, end: start + 61 }] })).toHaveLength(1);
  });
});

describe("a whole calendar is unreadable", () => {
  test.each([
    ["when it is a web page", "<html><body>Logga in</body></html>", "not_a_calendar"],
    ["when it is empty", "", "not_a_calendar"],
    [
      "when it was cut off between two events",
      `BEGIN:VCALENDAR\r\n${event("DTSTART:20260310T080000Z").join("\r\n")}\r\n`,
      "damaged",
    ],
    ["when it was cut off in an event", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026", "damaged"],
  ])("%s", (_when, text, reason) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason }) as Error);
  });

  test("but not when it has nothing in it", () => {
    expect(read(calendar())).toEqual({ busy: [], read: 0, skipped: 0, zoneAssumed: false });
  });
});
