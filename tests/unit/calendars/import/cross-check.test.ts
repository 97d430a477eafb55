import { expect, test } from "vitest";
import { z } from "zod";
import { readCalendarText } from "../../../../server/calendars/import/read-calendar-text.ts";
import { runPython } from "../../../support/debian-python.ts";
import { foreignCalendar, READING } from "../../../support/foreign-calendars/foreign-calendar.ts";
import { PROGRAMS } from "../../../support/foreign-calendars/programs.ts";

/** What icalendar 4.0 and recurring_ical_events 2.0 make of what these write. */
const UNREADABLE: Readonly<Record<string, string>> = {
  "Outlook in its own UTC": "a start in tzone://Microsoft/Utc is none",
  Evolution: "a zone with its history, and a series that ends, is refused",
  "Evolution without its zone": "its name for a zone is not known, and its times float",
  "Thunderbird of old": "its name for a zone is not known, and its times float",
  "a zone that nobody knows": "times float; that a calendar has a zone of its own can't be said",
  "floating times without a word": "times float; that a calendar has a zone of its own can't be said",
  "an old program without VALUE=DATE": "lines that end in CR alone are one line",
};
const CALENDARS = Array.from({ length: PROGRAMS.length * 14 }, (_, seed) => foreignCalendar(seed)).filter(
  ({ name, hasDamage }) => !hasDamage && !(name.replace(/^\d+ /, "") in UNREADABLE),
);

const Stretch = z.strictObject({ start: z.number(), end: z.number() });
const Readings = z.array(
  z.union([z.strictObject({ busy: z.array(Stretch) }), z.strictObject({ error: z.string() })]),
);

/** The UTC times at which series in a calendar end, in epoch minutes. */
const lastOnes = (text: string) =>
  [...text.replace(/\r?\n /g, "").matchAll(/UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)00Z/g)].map(
    ([, year, month, day, hour, minute]) =>
      Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) / 60_000,
  );

test("calendars of Exchange, Google, Apple and others: another library finds their owners busy when we do", async () => {
  expect(CALENDARS.length).toBeGreaterThanOrEqual(77);
  const { fromMs: from, toMs: to, zone, ownerAddress: owner } = READING;
  const asked = CALENDARS.map(({ text }) => ({ text, from, to, zone, owner }));
  const readings = Readings.parse(await runPython("read-busy-time.py", asked));

  readings.forEach((reading, index) => {
    const { name, text } = CALENDARS[index]!;
    if ("error" in reading) throw new Error(`${name}: ${reading.error}`);
    const ours = readCalendarText(text, READING).busy;
    const starts = new Set(reading.busy.map(({ start }) => start));
    // It measures a series' end by the offset of its start: what begins in winter loses its last one in summer.
    const lost = lastOnes(text).filter((start) => !starts.has(start));
    expect({ name, busy: reading.busy }).toEqual({
      name,
      busy: ours.filter(({ start }) => !lost.includes(start)),
    });
  });
}, 240_000);
