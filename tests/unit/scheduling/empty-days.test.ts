import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EmptyDayReason } from "../../../server/scheduling/empty-days.ts";
import { explainEmptyDays } from "../../../server/scheduling/empty-days.ts";
import type { Interval } from "../../../server/scheduling/intervals.ts";
import { epochMinuteOf, instantOfEpochMinute, intervalOf } from "../../../server/scheduling/intervals.ts";
import type { JointFreeTimeInput } from "../../../server/scheduling/joint-free-time.ts";
import { findJointFreeTimes } from "../../../server/scheduling/joint-free-time.ts";
import {
  addDays,
  datesBetween,
  instantAt,
  localDateOf,
  startOfDay,
} from "../../../server/scheduling/local-time.ts";
import { expandWorkingHours } from "../../../server/scheduling/working-hours.ts";

const TUESDAY = "2026-11-24";
const WEEKDAYS = [1, 2, 3, 4, 5] as const;

const during = (date: string, from: string, to: string): Interval =>
  intervalOf(instantAt(date, from), instantAt(date, to));

interface Situation {
  readonly first?: string;
  readonly last?: string;
  readonly fkHours?: readonly [number, number];
  readonly afHours?: readonly [number, number];
  readonly afWeekdays?: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[];
  readonly fkBusy?: Interval[];
  readonly afBusy?: Interval[];
  readonly individualBusy?: Interval[];
  readonly notBefore?: Date;
}

function inputFor(situation: Situation): JointFreeTimeInput {
  const {
    first = TUESDAY,
    last = first,
    fkHours = [8, 16],
    afHours = [8, 16],
    afWeekdays = WEEKDAYS,
  } = situation;
  const work = (weekdays: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[], [start, end]: readonly [number, number]) =>
    expandWorkingHours(
      weekdays.map((weekday) => ({ weekday, startMinutes: start * 60, endMinutes: end * 60 })),
      { first, last },
    );
  const fk = { personId: "fk-1", workingTime: work(WEEKDAYS, fkHours), busyTime: situation.fkBusy ?? [] };
  const af = { personId: "af-1", workingTime: work(afWeekdays, afHours), busyTime: situation.afBusy ?? [] };
  const window = intervalOf(startOfDay(first), startOfDay(addDays(last, 1)));
  return {
    sides: [
      { side: "fk", candidates: [fk] },
      { side: "af", candidates: [af] },
    ],
    individual: { busyTime: situation.individualBusy ?? [] },
    window: { from: window.start, to: window.end },
    durationMinutes: 60,
    gridMinutes: 15,
    notBefore: situation.notBefore ? epochMinuteOf(situation.notBefore) : window.start,
  };
}

function reasonsOn(situation: Situation): readonly EmptyDayReason[] | undefined {
  const input = inputFor(situation);
  return explainEmptyDays(input, findJointFreeTimes(input))[0]?.reasons;
}

describe("why a day is empty", () => {
  const wholeDay = during(TUESDAY, "08:00", "16:00");
  const morning = during(TUESDAY, "08:00", "12:00");
  const afternoon = during(TUESDAY, "12:00", "16:00");

  test("a day with a time is not explained", () => {
    expect(reasonsOn({ fkBusy: [morning] })).toBeUndefined();
  });

  test.each<[string, Situation, EmptyDayReason[]]>([
    ["a public holiday on a weekday", { first: "2026-05-14" }, [{ code: "holiday" }]],
    ["a closed eve", { first: "2026-12-24" }, [{ code: "holiday" }]],
    ["a public holiday on a Saturday", { first: "2026-06-20" }, [{ code: "holiday" }]],
    ["an ordinary Saturday", { first: "2026-11-28" }, [{ code: "weekend" }]],
    [
      "a Saturday when AF works",
      { first: "2026-11-28", afWeekdays: [6] },
      [{ code: "no_working_hours", side: "fk" }],
    ],
    ["a weekday when AF does not work", { afWeekdays: [1] }, [{ code: "no_working_hours", side: "af" }]],
    ["working at different hours", { fkHours: [8, 12], afHours: [12, 16] }, [{ code: "no_joint_time" }]],
    ["notice past the day", { notBefore: instantAt("2026-11-25", "08:00") }, [{ code: "too_soon" }]],
    ["notice until closing time", { notBefore: instantAt(TUESDAY, "16:00") }, [{ code: "too_soon" }]],
    ["notice that leaves half an hour", { notBefore: instantAt(TUESDAY, "15:30") }, [{ code: "too_short" }]],
    ["FK busy all day", { fkBusy: [morning, afternoon] }, [{ code: "busy", side: "fk" }]],
    ["the individual busy all day", { individualBusy: [wholeDay] }, [{ code: "individual_busy" }]],
    [
      "AF and the individual busy all day",
      { fkBusy: [morning], afBusy: [wholeDay], individualBusy: [wholeDay] },
      [{ code: "busy", side: "af" }, { code: "individual_busy" }],
    ],
    [
      "FK busy before noon, AF after",
      { fkBusy: [morning], afBusy: [afternoon] },
      [{ code: "no_joint_time" }],
    ],
    ["half an hour free for all", { fkBusy: [during(TUESDAY, "08:30", "16:00")] }, [{ code: "too_short" }]],
  ])("%s is told as such", (_, situation, reasons) => {
    expect(reasonsOn(situation)).toEqual(reasons);
  });

  test("every date of a window around a clock change is either found or explained, once", () => {
    const input = inputFor({ first: "2026-10-19", last: "2026-11-01" });
    const times = findJointFreeTimes(input);
    const explained = explainEmptyDays(input, times);
    expect(explained.map(({ on, reasons }) => `${on} ${reasons[0]?.code}`)).toEqual([
      "2026-10-24 weekend",
      "2026-10-25 weekend",
      "2026-10-31 holiday",
      "2026-11-01 weekend",
    ]);
  });

  test("an empty window has no days", () => {
    const input = inputFor({});
    expect(explainEmptyDays({ ...input, window: { from: 100, to: 100 } }, [])).toEqual([]);
  });

  test("whatever is busy, each date has times or reasons, and a layer blamed for the whole day really is taken", () => {
    const first = "2026-11-23";
    const dates = datesBetween(first, addDays(first, 6));
    const from = epochMinuteOf(startOfDay(first));
    const someBusy = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 7 * 1440 }), fc.integer({ min: 30, max: 900 }))
        .map(([start, length]) => ({ start: from + start, end: from + start + length })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(someBusy, someBusy, someBusy, (fkBusy, afBusy, individualBusy) => {
        const onlyBusyIn = (reason: EmptyDayReason, on: string): Situation => {
          if (reason.code === "individual_busy") return { first: on, individualBusy };
          if (reason.code !== "busy") return { first: on, fkBusy, afBusy, individualBusy };
          return reason.side === "fk" ? { first: on, fkBusy } : { first: on, afBusy };
        };
        const input = inputFor({ first, last: addDays(first, 6), fkBusy, afBusy, individualBusy });
        const times = findJointFreeTimes(input);
        const explained = explainEmptyDays(input, times);
        const withTimes = times.map(({ startMinute }) => localDateOf(instantOfEpochMinute(startMinute)));
        expect([...new Set([...withTimes, ...explained.map(({ on }) => on)])].sort()).toEqual(dates);
        for (const { on, reasons } of explained) {
          expect(reasons.length).toBeGreaterThan(0);
          expect(withTimes).not.toContain(on);
          for (const reason of reasons)
            expect(findJointFreeTimes(inputFor(onlyBusyIn(reason, on)))).toEqual([]);
        }
      }),
    );
  });
});
