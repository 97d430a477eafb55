import { describe, expect, test } from "vitest";
import type { Candidate, JointFreeTimeInput } from "../../../server/scheduling/joint-search.ts";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import { DEFAULT_WEIGHTS, NO_WEIGHTS, pointsFor } from "../../../server/scheduling/ranking.ts";
import {
  clocksOf,
  during,
  minuteAt,
  officeWorker,
  situation,
  TUESDAY,
  windowOf,
} from "../../support/search-situation.ts";

const window = windowOf(TUESDAY, TUESDAY);

/** The first side is a pool of some, the second one person. */
function pool(
  candidates: readonly Candidate[],
  change: Partial<JointFreeTimeInput> = {},
): JointFreeTimeInput {
  const input = situation(change);
  return { ...input, sides: [{ side: "fk", candidates }, input.sides[1]!] };
}
const someone = (personId: string, more: Partial<Candidate> = {}) => officeWorker(personId, window, more);

describe("what makes one time better than another", () => {
  test("earliness: all points at the first time allowed, none at the last", () => {
    const weights = { ...NO_WEIGHTS, earliness: 2 };
    const limits = { notBefore: minuteAt(TUESDAY, "10:00"), deadline: minuteAt(TUESDAY, "15:00") };
    const times = rankJointTimes(situation({ weights, ...limits }));
    expect(clocksOf(times)).toEqual(["10:00", "11:00", "12:00", "13:00", "14:00"]);
    expect(times.map(({ parts }) => parts.earliness)).toEqual([2000, 1500, 1000, 500, 0]);
  });

  test("preference: time the individual would rather come goes first, and rules nothing out", () => {
    const weights = { ...NO_WEIGHTS, preference: 1 };
    const individual = { busyTime: [], preferredTime: [during(TUESDAY, "13:00", "15:00")] };
    const times = rankJointTimes(situation({ weights, individual }));
    expect(clocksOf(times).slice(0, 3)).toEqual(["13:00", "14:00", "08:00"]);
    expect(times.map(({ parts }) => parts.preference).slice(0, 3)).toEqual([1000, 1000, 0]);
    expect(times).toHaveLength(8);
  });

  test("continuity: the pair that met the individual before goes before others", () => {
    const weights = { ...NO_WEIGHTS, continuity: 1 };
    const known = someone("fk-9", { busyTime: [during(TUESDAY, "08:00", "14:00")] });
    const times = rankJointTimes(pool([someone("fk-1"), known], { weights, metBefore: [["af-1", "fk-9"]] }));
    expect(clocksOf(times).slice(0, 3)).toEqual(["14:00", "15:00", "08:00"]);
    expect(times.map(({ pair }) => pair[0]?.personId).slice(0, 3)).toEqual(["fk-9", "fk-9", "fk-1"]);
    expect(times.map(({ parts }) => parts.continuity).slice(0, 3)).toEqual([1000, 1000, 0]);
  });

  test("continuity weighs against load: a known pair with too much to do is not proposed", () => {
    const people = [someone("fk-1", { load: 0 }), someone("fk-9", { load: 10 })];
    const metBefore = [["fk-9", "af-1"]] as const;
    const proposed = (weights: typeof NO_WEIGHTS) =>
      rankJointTimes(pool(people, { weights, metBefore }))[0]?.pair[0]?.personId;
    expect(proposed({ ...NO_WEIGHTS, continuity: 1, load: 4 })).toBe("fk-1");
    expect(proposed({ ...NO_WEIGHTS, continuity: 4, load: 4 })).toBe("fk-9");
  });

  test("fair load: of colleagues who are free the one with fewest meetings is proposed", () => {
    const weights = { ...NO_WEIGHTS, load: 1 };
    const people = [someone("fk-1", { load: 8 }), someone("fk-2", { load: 2 }), someone("fk-3", { load: 4 })];
    const [time] = rankJointTimes(pool(people, { weights }));
    expect(time?.pair[0]?.personId).toBe("fk-2");
    expect(time?.parts.load).toBe(375);
  });

  test("holes: a time next to another meeting is better than one that leaves half an hour unused", () => {
    const weights = { ...NO_WEIGHTS, holes: 1 };
    const busyTime = [during(TUESDAY, "09:30", "16:00")];
    const times = rankJointTimes(situation({ weights, gridMinutes: 15, fk: { busyTime }, af: { busyTime } }));
    expect(clocksOf(times)).toEqual(["08:00", "08:30", "08:15"]);
    expect(times.map(({ parts }) => parts.holes)).toEqual([500, 500, 0]);
  });

  test("holes: the colleague whose day is broken least is proposed", () => {
    const weights = { ...NO_WEIGHTS, holes: 1 };
    const people = [
      someone("fk-1", { busyTime: [during(TUESDAY, "08:00", "09:30"), during(TUESDAY, "11:30", "16:00")] }),
      someone("fk-2", { busyTime: [during(TUESDAY, "08:00", "10:00"), during(TUESDAY, "11:00", "16:00")] }),
    ];
    const [time] = rankJointTimes(pool(people, { weights }));
    expect(clocksOf([time!])).toEqual(["10:00"]);
    expect(time?.pair[0]?.personId).toBe("fk-2");
  });

  test("optional participants: the more of them are free the better", () => {
    const weights = { ...NO_WEIGHTS, optional: 1 };
    const optionalParticipants = [
      { personId: "chef", busyTime: [during(TUESDAY, "08:00", "10:00")] },
      { personId: "socionom", busyTime: [during(TUESDAY, "09:00", "11:00")] },
    ];
    const times = rankJointTimes(situation({ weights, optionalParticipants }));
    expect(clocksOf(times).slice(-3)).toEqual(["08:00", "10:00", "09:00"]);
    expect(times.map(({ parts }) => parts.optional).slice(-4)).toEqual([1000, 500, 500, 0]);
  });

  test("of times worth the same the earliest goes first, and of persons the lowest id", () => {
    const times = rankJointTimes(pool([someone("fk-2"), someone("fk-1")], { weights: NO_WEIGHTS }));
    expect(clocksOf(times)[0]).toBe("08:00");
    expect(times.every(({ score, pair }) => score === 0 && pair[0]?.personId === "fk-1")).toBe(true);
  });

  test("without weights of its own a search uses the default ones", () => {
    expect(rankJointTimes(situation())).toEqual(rankJointTimes(situation({ weights: DEFAULT_WEIGHTS })));
  });

  test("points are whole numbers, rounded down, and none when there is nothing to share", () => {
    expect([pointsFor(2, 1, 3), pointsFor(1, 0, 3), pointsFor(1, 0, 0)]).toEqual([666, 0, 0]);
  });
});
