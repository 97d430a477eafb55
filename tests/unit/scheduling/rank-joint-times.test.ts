import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Interval } from "../../../server/scheduling/intervals.ts";
import type { JointFreeTimeInput, Participant } from "../../../server/scheduling/joint-search.ts";
import { rankJointTimes, type RankedTime } from "../../../server/scheduling/rank-joint-times.ts";
import { aSearch } from "../../support/joint-search-worlds.ts";
import { createFreeTest } from "../../support/joint-time-oracle.ts";

const RUNS = { numRuns: 1000 };
const startsOf = (times: readonly RankedTime[]): number[] =>
  times.map(({ startMinute }) => startMinute).sort((a, b) => a - b);

function reversedTime<Person extends Partial<Participant>>(person: Person): Person {
  const turned = (time: readonly Interval[] | undefined) => time && [...time].reverse();
  return {
    ...person,
    workingTime: turned(person.workingTime),
    busyTime: turned(person.busyTime),
    unknownTime: turned(person.unknownTime),
  };
}

/** The same search, told backwards. */
function reversed(input: JointFreeTimeInput): JointFreeTimeInput {
  return {
    ...input,
    sides: [...input.sides]
      .reverse()
      .map(({ side, candidates }) => ({ side, candidates: [...candidates].reverse().map(reversedTime) })),
    individual: reversedTime(input.individual),
    participants: input.participants && [...input.participants].reverse().map(reversedTime),
    optionalParticipants:
      input.optionalParticipants && [...input.optionalParticipants].reverse().map(reversedTime),
    metBefore: input.metBefore && [...input.metBefore].reverse().map(([one, other]) => [other, one] as const),
  };
}

/** The same search with more busy time for everybody. */
function busier(input: JointFreeTimeInput, more: readonly Interval[]): JointFreeTimeInput {
  const add = <Person extends { busyTime: readonly Interval[] }>(person: Person): Person => ({
    ...person,
    busyTime: [...person.busyTime, ...more],
  });
  return {
    ...input,
    sides: input.sides.map(({ side, candidates }) => ({ side, candidates: candidates.map(add) })),
    individual: add(input.individual),
    participants: input.participants?.map(add),
  };
}

describe("ranked joint times, for any search", () => {
  test("every time lies in everyone's free time, with its buffers, and lasts exactly as long as asked", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const isFree = createFreeTest(input);
        for (const { startMinute, endMinute, pair } of rankJointTimes(input)) {
          expect(endMinute - startMinute).toBe(input.durationMinutes);
          expect(startMinute).toBeGreaterThanOrEqual(Math.max(input.window.from, input.notBefore));
          expect(endMinute).toBeLessThanOrEqual(Math.min(input.window.to, input.deadline ?? Infinity));
          const people = pair.map(({ side, personId }) =>
            input.sides
              .find((asked) => asked.side === side)!
              .candidates.find((candidate) => candidate.personId === personId)!,
          );
          expect(pair.map(({ side }) => side)).toEqual(input.sides.map(({ side }) => side));
          for (const person of [...people, ...(input.participants ?? [])])
            expect(isFree(person, startMinute)).toBe(true);
          expect(isFree({ personId: "", busyTime: input.individual.busyTime }, startMinute)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test("the order of sides, candidates, participants, pairs and intervals changes nothing", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const told = rankJointTimes(reversed(input)).map((time) => ({
          ...time,
          pair: [...time.pair].reverse(),
        }));
        expect(told).toEqual(rankJointTimes(input));
      }),
      RUNS,
    );
  });

  test("more busy time never adds a time", () => {
    const more = fc.array(fc.tuple(fc.nat(1080), fc.nat(200)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(aSearch, more, (input, added) => {
        const from = input.days![0]!.end - 6 * 60;
        const taken = added.map(([start, length]) => ({ start: from + start, end: from + start + length }));
        const before = new Set(startsOf(rankJointTimes(input)));
        const after = startsOf(rankJointTimes(busier(input, taken)));
        expect(after.filter((start) => !before.has(start))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("the score is the sum of its parts, and the best come first, of equals the earliest", () => {
    fc.assert(
      fc.property(aSearch, (input) => {
        const times = rankJointTimes(input);
        for (const { score, parts } of times)
          expect(score).toBe(Object.values(parts).reduce((sum, part) => sum + part, 0));
        times.slice(1).forEach((time, index) => {
          const better = times[index]!;
          expect(
            better.score > time.score ||
              (better.score === time.score && better.startMinute < time.startMinute),
          ).toBe(true);
        });
      }),
      RUNS,
    );
  });

  test("by time they are the same times from the first on, and a limit takes the foremost", () => {
    fc.assert(
      fc.property(aSearch, fc.nat(5), (input, limit) => {
        const best = rankJointTimes(input);
        const byTime = [...best].sort((a, b) => a.startMinute - b.startMinute);
        expect(rankJointTimes(input, { by: "time" })).toEqual(byTime);
        expect(rankJointTimes(input, { limit })).toEqual(best.slice(0, limit));
        expect(rankJointTimes(input, { by: "time", limit })).toEqual(byTime.slice(0, limit));
      }),
      RUNS,
    );
  });
});
