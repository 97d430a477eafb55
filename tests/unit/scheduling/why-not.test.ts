import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainEmptyDays } from "../../../server/scheduling/empty-days.ts";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import type { JointFreeTimeInput } from "../../../server/scheduling/joint-search.ts";
import type { Reason } from "../../../server/scheduling/ruled-out.ts";
import { whyNotAt } from "../../../server/scheduling/why-not.ts";
import { aSearch } from "../../support/joint-search-worlds.ts";
import {
  during,
  minuteAt,
  officeWorker,
  situation,
  TUESDAY,
  windowOf,
} from "../../support/search-situation.ts";

const day = during(TUESDAY, "08:00", "16:00");
const at = (clock: string): number => minuteAt(TUESDAY, clock);
const onDay = (input: JointFreeTimeInput): readonly Reason[] | undefined =>
  explainEmptyDays(input, rankJointTimes(input))[0]?.reasons;

/** Each rules out the whole day, and with it ten o'clock. */
const SITUATIONS: [string, JointFreeTimeInput, Reason[]][] = [
  ["a holiday", situation({ window: windowOf("2026-12-25", "2026-12-25") }), [{ code: "holiday" }]],
  ["a weekend", situation({ window: windowOf("2026-11-28", "2026-11-28") }), [{ code: "weekend" }]],
  ["no working hours", situation({ af: { workingTime: [] } }), [{ code: "no_working_hours", side: "af" }]],
  ["notice", situation({ notBefore: at("16:00") }), [{ code: "too_soon" }]],
  ["deadline", situation({ deadline: at("08:00") }), [{ code: "deadline" }]],
  ["the horizon", situation({ knownUntil: at("08:00") }), [{ code: "beyond_horizon" }]],
  [
    "an unread calendar",
    situation({ fk: { unknownTime: [day] } }),
    [{ code: "unknown_calendar", side: "fk" }],
  ],
  [
    "busy on both sides",
    situation({ fk: { busyTime: [day] }, af: { busyTime: [day] } }),
    [
      { code: "busy", side: "fk" },
      { code: "busy", side: "af" },
    ],
  ],
  ["a cap", situation({ fk: { capPerDay: { most: 1, meetings: [1] } } }), [{ code: "cap", side: "fk" }]],
  [
    "a buffer",
    situation({
      af: {
        bufferAfterMinutes: 10,
        busyTime: [during(TUESDAY, "08:00", "10:00"), during(TUESDAY, "11:00", "16:00")],
      },
    }),
    [{ code: "buffer", side: "af" }],
  ],
  ["the individual's meeting", situation({ individual: { busyTime: [day] } }), [{ code: "individual_busy" }]],
  [
    "the individual's wish",
    situation({ individual: { busyTime: [], possibleTime: [] } }),
    [{ code: "individual_preference" }],
  ],
  [
    "an interpreter who is busy",
    situation({ participants: [{ personId: "tolk", busyTime: [day] }] }),
    [{ code: "participant_unavailable", personId: "tolk" }],
  ],
];

describe("why not", () => {
  test.each(SITUATIONS)("of a day and of a time: %s is told as such", (_, input, reasons) => {
    expect(onDay(input)).toEqual(reasons);
    expect(whyNotAt(input, input.window.from + 10 * 60)).toEqual(reasons);
  });

  test("of a time, all that rules it out is told", () => {
    const input = situation({
      notBefore: at("16:00"),
      af: { busyTime: [day] },
      individual: { busyTime: [day] },
    });
    expect(whyNotAt(input, at("10:00"))).toEqual([
      { code: "too_soon" },
      { code: "individual_busy" },
      { code: "busy", side: "af" },
    ]);
  });

  test("of a pool, what stops the one who comes nearest is told", () => {
    const window = windowOf(TUESDAY, TUESDAY);
    const candidates = [
      officeWorker("fk-1", window, { workingTime: [] }),
      officeWorker("fk-2", window, { busyTime: [during(TUESDAY, "09:30", "10:00")], bufferBeforeMinutes: 5 }),
      officeWorker("fk-3", window, { busyTime: [day] }),
    ];
    const input = situation();
    const search = { ...input, sides: [{ side: "fk", candidates }, input.sides[1]!] };
    expect(whyNotAt(search, at("10:00"))).toEqual([{ code: "buffer", side: "fk" }]);
    expect(whyNotAt(search, at("11:00"))).toEqual([]);
  });

  test("of a day on which an interpreter's buffers are what is too much, the interpreter is told", () => {
    const interpreter = {
      personId: "tolk",
      busyTime: [during(TUESDAY, "00:00", "10:00"), during(TUESDAY, "11:00", "23:00")],
      bufferBeforeMinutes: 30,
    };
    expect(onDay(situation({ participants: [interpreter] }))).toEqual([
      { code: "participant_unavailable", personId: "tolk" },
    ]);
  });

  test("a time off the grid, or outside what is loaded, can't be explained", () => {
    expect(() => whyNotAt(situation(), at("10:15"))).toThrow(RangeError);
    expect(() => whyNotAt(situation(), at("23:00") + 60)).toThrow(RangeError);
  });
});

describe("why not, for any search", () => {
  test("a start on the grid has a reason when, and only when, the search does not find it", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const { window, gridMinutes, durationMinutes } = input;
        const found = new Set(rankJointTimes(input).map(({ startMinute }) => startMinute));
        const first = Math.ceil(window.from / gridMinutes) * gridMinutes;
        for (let start = first; start + durationMinutes <= window.to; start += gridMinutes)
          expect(whyNotAt(input, start).length === 0).toBe(found.has(start));
      }),
      { numRuns: 500 },
    );
  });

  test("a day has reasons when, and only when, no time starts on it", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        // A window without any time has no days.
        fc.pre(input.window.from < input.window.to);
        const times = rankJointTimes(input);
        const explained = explainEmptyDays(input, times);
        for (const { on, start, end } of input.days!) {
          const hasTimes = times.some(({ startMinute }) => start <= startMinute && startMinute < end);
          const reasons = explained.find((day) => day.on === on)?.reasons ?? [];
          expect(reasons.length > 0).toBe(!hasTimes);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
