import { describe, expect, test } from "vitest";
import { expandPreference } from "../../../server/scheduling/individual-preference.ts";
import type { JointFreeTimeInput } from "../../../server/scheduling/joint-search.ts";
import { localDaysIn } from "../../../server/scheduling/local-days.ts";
import { addDays, startOfDay } from "../../../server/scheduling/local-time.ts";
import { epochMinuteOf } from "../../../server/scheduling/intervals.ts";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import {
  clocksOf,
  during,
  minuteAt,
  officeWorker,
  situation,
  TUESDAY,
  windowOf,
} from "../../support/search-situation.ts";

const WEDNESDAY = addDays(TUESDAY, 1);
const starts = (input: JointFreeTimeInput): string[] => clocksOf(rankJointTimes(input, { by: "time" }));
const HOURLY = ["08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00"];
const except = (...hours: string[]): string[] => HOURLY.filter((hour) => !hours.includes(hour));

describe("the rules for when", () => {
  test("with nothing in the way every hour at which both work is found", () => {
    expect(starts(situation())).toEqual(HOURLY);
  });

  test("working hours: only when both sides work", () => {
    const afternoon = { workingTime: [during(TUESDAY, "12:00", "15:00")] };
    expect(starts(situation({ af: afternoon }))).toEqual(["12:00", "13:00", "14:00"]);
  });

  test("date exceptions: extra hours on a date count, and a date without hours has none", () => {
    const exception = { workingTime: [during(WEDNESDAY, "07:00", "10:00")] };
    expect(starts(situation({ last: WEDNESDAY, fk: exception }))).toEqual(
      ["08:00", "09:00"].map((clock) => `${WEDNESDAY} ${clock}`),
    );
  });

  test("lunch and absences: busy time of either side is not found", () => {
    const lunch = { busyTime: [during(TUESDAY, "12:00", "13:00")] };
    const absent = { busyTime: [during(TUESDAY, "08:00", "10:00"), during(TUESDAY, "15:30", "17:00")] };
    expect(starts(situation({ fk: lunch, af: absent }))).toEqual(["10:00", "11:00", "13:00", "14:00"]);
  });

  test("public holidays: nobody works on one", () => {
    const window = windowOf("2026-12-24", "2026-12-28");
    expect(starts(situation({ window }))).toEqual(HOURLY.map((clock) => `2026-12-28 ${clock}`));
  });

  test("buffers: the time before and after the meeting is free and within working hours", () => {
    const buffers = { bufferBeforeMinutes: 15, bufferAfterMinutes: 30 };
    const busyTime = [during(TUESDAY, "12:00", "13:00")];
    expect(starts(situation({ fk: buffers }))).toEqual(except("08:00", "15:00"));
    expect(starts(situation({ fk: { ...buffers, busyTime } }))).toEqual(["09:00", "10:00", "14:00"]);
  });

  test("buffers differ from person to person: a colleague without them can take the time", () => {
    const window = windowOf(TUESDAY, TUESDAY);
    const hurried = officeWorker("fk-2", window, { busyTime: [during(TUESDAY, "09:00", "16:00")] });
    const candidates = [officeWorker("fk-1", window, { bufferBeforeMinutes: 15 }), hurried];
    const input = situation();
    const times = rankJointTimes(
      { ...input, sides: [{ side: "fk", candidates }, input.sides[1]!] },
      { by: "time" },
    );
    expect(times.map(({ pair }) => pair[0]!.personId).slice(0, 2)).toEqual(["fk-2", "fk-1"]);
  });

  test("cap per day: a local day with as many meetings as allowed has no more", () => {
    const capped = { capPerDay: { most: 2, meetings: [2, 1] } };
    expect(starts(situation({ last: WEDNESDAY, fk: capped }))).toEqual(
      HOURLY.map((clock) => `${WEDNESDAY} ${clock}`),
    );
  });

  test("cap per week: a week with as many meetings as allowed has no more", () => {
    const nextMonday = addDays(TUESDAY, 6);
    const capped = { capPerWeek: { most: 5, meetings: [5, 4] } };
    expect(starts(situation({ last: nextMonday, af: capped }))).toEqual(
      HOURLY.map((clock) => `${nextMonday} ${clock}`),
    );
  });

  test("caps need the days they are counted by", () => {
    const capped = { capPerDay: { most: 2, meetings: [2] } };
    expect(() => rankJointTimes(situation({ fk: capped, days: undefined }))).toThrow(RangeError);
  });

  test("notice in Swedish working days: nothing before they are over, Christmas not counted", () => {
    const window = windowOf("2026-12-23", "2026-12-30");
    const notBefore = epochMinuteOf(startOfDay(addWorkingDays("2026-12-23", 2)));
    expect(starts(situation({ window, notBefore }))[0]).toBe("2026-12-29 08:00");
  });

  test("deadline: the meeting is over by then", () => {
    expect(starts(situation({ deadline: minuteAt(TUESDAY, "10:30") }))).toEqual(["08:00", "09:00"]);
  });

  test("horizon: time for which nothing is materialised is unknown, and so are buffers in it", () => {
    const knownUntil = minuteAt(TUESDAY, "11:00");
    expect(starts(situation({ knownUntil }))).toEqual(["08:00", "09:00", "10:00"]);
    expect(starts(situation({ knownUntil, fk: { bufferAfterMinutes: 5 } }))).toEqual(["08:00", "09:00"]);
  });

  test("an external calendar that could not be read makes its owner unknown, never free", () => {
    const unread = { unknownTime: [during(TUESDAY, "00:00", "23:59")] };
    expect(starts(situation({ af: unread }))).toEqual([]);
  });

  test("the individual's own meetings: nothing while they last", () => {
    const individual = { busyTime: [during(TUESDAY, "09:30", "11:00")] };
    expect(starts(situation({ individual }))).toEqual(except("09:00", "10:00"));
  });

  test("the individual's weekdays, parts of day and earliest date: nothing at other times", () => {
    const last = addDays(TUESDAY, 9);
    const days = localDaysIn(windowOf(TUESDAY, last));
    const preference = {
      weekdays: [2, 4] as const,
      partsOfDay: ["afternoon"] as const,
      earliestOn: WEDNESDAY,
    };
    const individual = { busyTime: [], possibleTime: expandPreference(preference, days) };
    const found = starts(situation({ last, individual }));
    expect([...new Set(found.map((time) => time.slice(0, 10)))]).toEqual([
      "2026-11-26",
      "2026-12-01",
      "2026-12-03",
    ]);
    expect(found[0]).toBe("2026-11-26 12:00");
  });
});

describe("the rules for who", () => {
  test("binding participants: each of them has to be free", () => {
    const interpreter = { personId: "tolk", busyTime: [during(TUESDAY, "08:00", "12:00")] };
    const care = { personId: "vård", workingTime: [during(TUESDAY, "08:00", "14:00")], busyTime: [] };
    expect(starts(situation({ participants: [interpreter, care] }))).toEqual(["12:00", "13:00"]);
  });

  test("optional participants rule nothing out", () => {
    const absent = { personId: "chef", workingTime: [], busyTime: [] };
    expect(starts(situation({ optionalParticipants: [absent] }))).toEqual(HOURLY);
  });

  test("a pool: one who is free for the whole meeting is proposed, never two halves", () => {
    const window = windowOf(TUESDAY, TUESDAY);
    const candidates = [
      officeWorker("fk-1", window, { busyTime: [during(TUESDAY, "08:00", "11:30")] }),
      officeWorker("fk-2", window, { busyTime: [during(TUESDAY, "11:30", "16:00")] }),
    ];
    const input = situation();
    const times = rankJointTimes(
      { ...input, sides: [{ side: "fk", candidates }, input.sides[1]!] },
      { by: "time" },
    );
    expect(clocksOf(times)).toEqual(except("11:00"));
    expect(times.map(({ pair }) => pair[0]!.personId)).toEqual([
      ...["fk-2", "fk-2", "fk-2"],
      ...["fk-1", "fk-1", "fk-1", "fk-1"],
    ]);
  });

  test("a side with nobody leaves no time", () => {
    const input = situation();
    expect(starts({ ...input, sides: [...input.sides, { side: "kommun", candidates: [] }] })).toEqual([]);
  });
});
