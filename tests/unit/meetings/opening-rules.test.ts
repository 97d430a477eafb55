import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calmStarts,
  datesToPick,
  isPickable,
  openingViolations,
} from "../../../server/meetings/opening-rules.ts";
import type { OpenMeeting } from "../../../server/meetings/meetings.contract.ts";

const OPENING = { fromOn: "2026-03-09", untilOn: "2026-03-20" };
const MONDAY = new Date("2026-03-02T08:00:00Z");
const at = (startAt: string) => ({ startAt: new Date(startAt) });

describe("what can be picked", () => {
  test.each([
    ["long before the period", "2026-03-02T08:00:00Z", { from: "2026-03-09", to: "2026-03-20" }],
    [
      "in it, from the working day after next",
      "2026-03-10T08:00:00Z",
      { from: "2026-03-12", to: "2026-03-20" },
    ],
    ["on a Thursday, over the weekend", "2026-03-12T08:00:00Z", { from: "2026-03-16", to: "2026-03-20" }],
    ["late in the evening by Swedish time", "2026-03-10T23:30:00Z", { from: "2026-03-13", to: "2026-03-20" }],
    [
      "two working days before its last day",
      "2026-03-18T08:00:00Z",
      { from: "2026-03-20", to: "2026-03-20" },
    ],
    ["the day after that: nothing", "2026-03-19T08:00:00Z", undefined],
  ])("%s", (_when, now, dates) => {
    expect(datesToPick(OPENING, new Date(now))).toEqual(dates);
  });

  test("is judged by the date in Sweden", () => {
    expect(isPickable(new Date("2026-03-08T23:00:00Z"), OPENING, MONDAY)).toBe(true);
    expect(isPickable(new Date("2026-03-08T22:59:00Z"), OPENING, MONDAY)).toBe(false);
    expect(isPickable(new Date("2026-03-20T22:59:00Z"), OPENING, MONDAY)).toBe(true);
    expect(isPickable(new Date("2026-03-20T23:00:00Z"), OPENING, MONDAY)).toBe(false);
  });
});

describe("an opening", () => {
  const violations = (more: Partial<OpenMeeting["opening"]> = {}, answerBy = "2026-03-11T22:59:00Z") =>
    openingViolations({ opening: { ...OPENING, ...more }, answerBy } as OpenMeeting, {
      now: MONDAY,
      today: "2026-03-02",
    }).map(({ pointer, code }) => `${pointer} ${code}`);

  test("with a deadline that leaves days to pick from is fine, up to the last", () => {
    expect(violations()).toEqual([]);
    expect(violations({}, "2026-03-18T22:59:00Z")).toEqual([]);
    expect(violations({ untilOn: "2026-05-04" })).toEqual([]);
  });

  test("is refused for a deadline that has passed or leaves nothing, a period that is over or too long", () => {
    expect(violations({}, MONDAY.toISOString())).toEqual(["/answerBy deadline_out_of_range"]);
    expect(violations({}, "2026-03-18T23:00:00Z")).toEqual(["/answerBy deadline_out_of_range"]);
    expect(violations({ fromOn: "2026-02-02", untilOn: "2026-02-27" })).toContain(
      "/opening/untilOn in_the_past",
    );
    expect(violations({ untilOn: "2026-05-05" })).toEqual(["/opening/untilOn too_long"]);
  });
});

describe("the times one chooses among", () => {
  test("are half an hour apart, and the first of every stretch of free time is there", () => {
    const starts = ["07:15", "07:30", "07:45", "08:00", "09:15", "09:30"].map((clock) =>
      at(`2026-03-10T${clock}:00Z`),
    );
    expect(calmStarts(starts).map(({ startAt }) => startAt.toISOString().slice(11, 16))).toEqual([
      "07:15",
      "07:45",
      "09:15",
    ]);
  });

  test("leave out a time only for one less than half an hour before it", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 400 }), { maxLength: 80 }), (quarters) => {
        const sorted = [...quarters].sort((a, b) => a - b);
        const kept = calmStarts(sorted.map((quarter) => ({ startAt: new Date(quarter * 15 * 60_000) })));
        const keptQuarters = kept.map(({ startAt }) => startAt.getTime() / (15 * 60_000));
        for (const quarter of sorted)
          expect(keptQuarters.some((one) => one === quarter || one === quarter - 1)).toBe(true);
        for (const [index, one] of keptQuarters.entries())
          if (index > 0) expect(one - keptQuarters[index - 1]!).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});
