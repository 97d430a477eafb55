import { monitorEventLoopDelay } from "node:perf_hooks";
import { describe, expect, test } from "vitest";
import { UnreadableCalendar } from "../../../../server/calendars/import/calendar-reading.ts";
import { createParseCalendar } from "../../../../server/calendars/import/parse-calendar.ts";
import { READING } from "../../../support/foreign-calendars/foreign-calendar.ts";

const MB = 1024 * 1024;
const parse = createParseCalendar();
const calendar = (...lines: string[]) =>
  Buffer.from(["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n"));
const event = (...lines: string[]) => [
  "BEGIN:VEVENT",
  "UID:1",
  "DTSTART:20260310T090000Z",
  ...lines,
  "END:VEVENT",
];
const bombs = (rule: string, count = 1) =>
  calendar(...Array.from({ length: count }, () => event("DURATION:PT5M", `RRULE:${rule}`)).flat());
const everyHour = Array.from({ length: 24 }, (_, hour) => hour).join(",");
const everyMinute = Array.from({ length: 60 }, (_, minute) => minute).join(",");

/** What came of it, and what it cost: the process, not the thread. */
async function measured(content: Buffer) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const heap = process.memoryUsage().heapUsed;
  delay.enable();
  const began = performance.now();
  const outcome = await parse(content, READING).catch((error: unknown) =>
    error instanceof UnreadableCalendar ? error.reason : error,
  );
  delay.disable();
  return {
    outcome,
    ms: performance.now() - began,
    blockedMs: delay.max / 1e6,
    heapMb: (process.memoryUsage().heapUsed - heap) / MB,
  };
}

describe("a hostile calendar does no harm", () => {
  test.each<[string, Buffer, unknown]>([
    ["a rule for every second", bombs("FREQ=SECONDLY"), { skipped: 1 }],
    ["a rule for every minute", bombs("FREQ=MINUTELY;INTERVAL=1"), { skipped: 1 }],
    [
      "a rule for every second of every day",
      bombs(`FREQ=DAILY;BYHOUR=${everyHour};BYMINUTE=${everyMinute};BYSECOND=${everyMinute}`),
      { skipped: 1 },
    ],
    ["a rule that never comes", bombs("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"), "too_complex"],
    ["a rule that counts to a billion", bombs("FREQ=DAILY;COUNT=1000000000"), { skipped: 0 }],
    [
      "a thousand rules that hardly ever come",
      bombs("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;INTERVAL=7", 1_000),
      expect.anything(),
    ],
    ["three thousand rules for every day", bombs("FREQ=DAILY", 3_000), "too_complex"],
    ["an interval of nothing", bombs("FREQ=DAILY;INTERVAL=0"), expect.anything()],
    [
      "eleven thousand events",
      calendar(...Array.from({ length: 11_000 }, () => event()).flat()),
      "too_complex",
    ],
    [
      "a nest of nine thousand",
      calendar(
        ...Array.from({ length: 9_000 }, () => "BEGIN:VEVENT"),
        ...Array.from({ length: 9_000 }, () => "END:VEVENT"),
      ),
      expect.anything(),
    ],
    ["a nest of a million", Buffer.from("BEGIN:A\r\n".repeat(500_000)), "too_complex"],
    ["5 MB in one line", calendar(`DESCRIPTION:${"x".repeat(5 * MB)}`), { read: 0 }],
    [
      "5 MB of exceptions",
      calendar(...event(`EXDATE:${Array.from({ length: 300_000 }, () => "20260310T090000Z").join(",")}`)),
      { skipped: 1 },
    ],
    ["5 MB of folds", calendar(`DESCRIPTION:${"\r\n x".repeat(1_200_000)}`), { read: 0 }],
    ["5 MB of line breaks", Buffer.from("\r\n".repeat(2_500_000)), "not_a_calendar"],
    [
      "5 MB of additional dates",
      calendar(
        ...Array.from({ length: 60 }, () =>
          event(
            `RDATE:${Array.from({ length: 5_000 }, (_, index) => new Date(Date.UTC(2026, 2, 1) + index * 3_600_000).toISOString().replace(/[-:]|\.\d+/g, "")).join(",")}`,
          ),
        ).flat(),
      ),
      expect.anything(),
    ],
    ["binary", Buffer.alloc(MB, 0xfe), "not_a_calendar"],
    [
      "an event of ten thousand years",
      calendar("BEGIN:VEVENT", "DTSTART:10000101T000000Z", "DTEND:99991231T000000Z", "END:VEVENT"),
      { busy: [{ start: READING.fromMs / 60_000, end: READING.toMs / 60_000 }] },
    ],
    ["a duration of for ever", calendar(...event("DURATION:P99999999999999999999W")), expect.anything()],
    [
      "a zone with endless changes",
      calendar(
        "BEGIN:VTIMEZONE",
        "TZID:X",
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "RRULE:FREQ=SECONDLY",
        "END:STANDARD",
        "END:VTIMEZONE",
        ...event(),
      ),
      { skipped: 0 },
    ],
  ])("%s", async (_what, content, expected) => {
    await parse(calendar(), READING);
    const { outcome, ms, blockedMs, heapMb } = await measured(content);

    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toEqual(expect.anything());
    if (typeof outcome === "object") expect(outcome).toMatchObject(expected as object);
    // Generous, for machines that are busy: the thread is given ten seconds, the process itself does nothing.
    expect(ms).toBeLessThan(30_000);
    expect(blockedMs).toBeLessThan(1_000);
    expect(heapMb).toBeLessThan(100);
  });

  test("and one that takes for ever is stopped, while the next is read", async () => {
    const hasty = createParseCalendar({ memoryMb: 256, milliseconds: 1_000 });
    await hasty(calendar(), READING);
    const [slow, next] = await Promise.allSettled([
      hasty(bombs("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 9_000), {
        ...READING,
        toMs: Date.UTC(2300),
      }),
      hasty(calendar(...event("DURATION:PT5M")), READING),
    ]);

    expect(slow).toMatchObject({ status: "rejected", reason: { reason: "too_complex" } });
    expect(next).toMatchObject({ status: "fulfilled", value: { read: 1 } });
  });

  test("and one that takes all memory it may is stopped, while the next is read", async () => {
    const small = createParseCalendar({ memoryMb: 24, milliseconds: 20_000 });
    const many = Array.from({ length: 9_900 }, (_, index) =>
      event(`EXDATE:${`2026031${index % 10}T090000Z,`.repeat(20)}20260310T090000Z`),
    );
    const [large, next] = await Promise.allSettled([
      small(calendar(...many.flat()), READING),
      small(calendar(...event("DURATION:PT5M")), READING),
    ]);

    expect(large).toMatchObject({ status: "rejected", reason: { reason: "too_complex" } });
    expect(next).toMatchObject({ status: "fulfilled", value: { read: 1 } });
  });
});
