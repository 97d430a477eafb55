import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rankJointTimes } from "../../../server/scheduling/rank-joint-times.ts";
import { whatWouldHelp } from "../../../server/scheduling/what-would-help.ts";
import { aSearch } from "../../support/joint-search-worlds.ts";
import { during, minuteAt, situation, TUESDAY } from "../../support/search-situation.ts";

const at = (clock: string): number => minuteAt(TUESDAY, clock);

describe("what would help", () => {
  test.each([
    [
      "doing without buffers",
      situation({ fk: { bufferBeforeMinutes: 15, busyTime: [during(TUESDAY, "09:00", "15:00")] } }),
      [{ condition: "buffers", moreTimes: 2, firstMinute: at("08:00") }],
    ],
    [
      "a meeting more than the cap",
      situation({
        af: { capPerDay: { most: 1, meetings: [1] }, busyTime: [during(TUESDAY, "09:00", "16:00")] },
      }),
      [{ condition: "caps", moreTimes: 1, firstMinute: at("08:00") }],
    ],
    [
      "a shorter notice",
      situation({ notBefore: at("16:00"), af: { busyTime: [during(TUESDAY, "08:00", "13:00")] } }),
      [{ condition: "notice", moreTimes: 2, firstMinute: at("14:00") }],
    ],
    [
      "another wish of the individual",
      situation({ individual: { busyTime: [during(TUESDAY, "08:00", "10:00")], possibleTime: [] } }),
      [{ condition: "preference", moreTimes: 6, firstMinute: at("10:00") }],
    ],
    [
      "nothing, when the sides are simply busy",
      situation({ fk: { busyTime: [during(TUESDAY, "08:00", "16:00")] } }),
      [],
    ],
  ] as const)("%s", (_, input, help) => {
    expect(whatWouldHelp(input, at("14:00"))).toEqual(help);
  });

  test("what gives most times is told first", () => {
    const input = situation({
      notBefore: at("15:00"),
      fk: { bufferAfterMinutes: 30 },
      individual: { busyTime: [], possibleTime: [during(TUESDAY, "08:00", "16:00")] },
    });
    expect(
      whatWouldHelp(input, at("08:00")).map(({ condition, moreTimes }) => [condition, moreTimes]),
    ).toEqual([
      ["notice", 7],
      ["buffers", 1],
    ]);
  });

  test("for any search, no condition gives fewer times, and no more are promised than are found without it", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const now = input.window.from;
        const found = rankJointTimes(input).length;
        const loosened = {
          notice: { ...input, notBefore: now },
          preference: { ...input, individual: { ...input.individual, possibleTime: undefined } },
        };
        for (const { condition, moreTimes } of whatWouldHelp(input, now)) {
          expect(moreTimes).toBeGreaterThan(0);
          if (condition === "notice" || condition === "preference")
            expect(rankJointTimes(loosened[condition]).length).toBe(found + moreTimes);
        }
      }),
      { numRuns: 500 },
    );
  });
});
