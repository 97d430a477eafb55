import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Interval } from "../../../server/scheduling/intervals.ts";
import type { Candidate, JointFreeTimeInput } from "../../../server/scheduling/joint-free-time.ts";
import { findJointFreeTimes } from "../../../server/scheduling/joint-free-time.ts";

const LAST = 900;
const anInterval = (longest: number): fc.Arbitrary<Interval> =>
  fc
    .tuple(fc.integer({ min: 0, max: LAST }), fc.integer({ min: 0, max: longest }))
    .map(([start, length]) => ({ start, end: start + length }));
const working = fc.array(anInterval(500), { maxLength: 4 });
const busy = fc.array(anInterval(90), { maxLength: 5 });

/** One candidate, as when handläggare are named, is what is tried most. */
function aSide(side: string) {
  const candidate = fc.record({ workingTime: working, busyTime: busy });
  const candidates = fc.oneof(
    { weight: 2, arbitrary: fc.array(candidate, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(candidate, { maxLength: 4 }) },
  );
  return candidates.map((persons) => ({
    side,
    candidates: persons.map((person, index) => ({ ...person, personId: `${side}-${index}` })),
  }));
}

const anInput: fc.Arbitrary<JointFreeTimeInput> = fc.record({
  sides: fc.oneof(fc.tuple(aSide("fk"), aSide("af")), fc.tuple(aSide("af"))),
  individual: fc.record({ busyTime: busy }),
  window: fc.record({ from: fc.integer({ min: 0, max: 200 }), to: fc.integer({ min: 100, max: LAST }) }),
  durationMinutes: fc.constantFrom(15, 30, 45, 60, 90, 50),
  gridMinutes: fc.constantFrom(15, 15, 5, 60),
  notBefore: fc.integer({ min: 0, max: 400 }),
});

const covers = (time: readonly Interval[], minute: number): boolean =>
  time.some(({ start, end }) => start <= minute && minute < end);

const isFree = ({ workingTime, busyTime }: Candidate, minute: number): boolean =>
  covers(workingTime, minute) && !covers(busyTime, minute);

/** The oracle: asks of each start, minute by minute, who could sit through the meeting. */
function bruteForce({
  sides,
  individual,
  window,
  durationMinutes,
  gridMinutes,
  notBefore,
}: JointFreeTimeInput) {
  const starts = Array.from({ length: LAST + 1 }, (_, minute) => minute).filter(
    (start) =>
      start % gridMinutes === 0 &&
      start >= notBefore &&
      start >= window.from &&
      start + durationMinutes <= window.to,
  );
  return starts.flatMap((startMinute) => {
    const minutes = Array.from({ length: durationMinutes }, (_, minute) => startMinute + minute);
    if (minutes.some((minute) => covers(individual.busyTime, minute))) return [];
    const pair = sides.flatMap(({ side, candidates }) => {
      const ids = candidates.filter((candidate) => minutes.every((minute) => isFree(candidate, minute)));
      const personId = ids.map((candidate) => candidate.personId).sort()[0];
      return personId ? [{ side, personId }] : [];
    });
    return pair.length === sides.length
      ? [{ startMinute, endMinute: startMinute + durationMinutes, pair }]
      : [];
  });
}

const startsOf = (input: JointFreeTimeInput): number[] =>
  findJointFreeTimes(input).map(({ startMinute }) => startMinute);

describe("joint free times, for any input", () => {
  test("every time found lies in everyone's free time", () => {
    fc.assert(
      fc.property(anInput, (input) => {
        for (const { startMinute, endMinute, pair } of findJointFreeTimes(input)) {
          expect(endMinute - startMinute).toBe(input.durationMinutes);
          const people = input.sides.map(({ side, candidates }) => {
            const personId = pair.find((seat) => seat.side === side)?.personId;
            return candidates.find((candidate) => candidate.personId === personId);
          });
          for (let minute = startMinute; minute < endMinute; minute += 1) {
            for (const person of people) expect(person && isFree(person, minute)).toBe(true);
            expect(covers(input.individual.busyTime, minute)).toBe(false);
          }
        }
      }),
    );
  });

  test("none is missed and none invented, compared with trying every start minute by minute", () => {
    let found = 0;
    fc.assert(
      fc.property(anInput, (input) => {
        const times = findJointFreeTimes(input);
        found += times.length;
        expect(times).toEqual(bruteForce(input));
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(1000);
  });

  test("the order of sides, candidates and intervals changes nothing but the order of the pair", () => {
    fc.assert(
      fc.property(anInput, (input) => {
        const reversed = {
          ...input,
          sides: [...input.sides].reverse().map(({ side, candidates }) => ({
            side,
            candidates: [...candidates].reverse().map((candidate) => ({
              ...candidate,
              workingTime: [...candidate.workingTime].reverse(),
              busyTime: [...candidate.busyTime].reverse(),
            })),
          })),
          individual: { busyTime: [...input.individual.busyTime].reverse() },
        };
        const inOrder = findJointFreeTimes(reversed).map((time) => ({
          ...time,
          pair: [...time.pair].reverse(),
        }));
        expect(inOrder).toEqual(findJointFreeTimes(input));
      }),
    );
  });

  test("more busy time, for a handläggare or the individual, never adds a time", () => {
    fc.assert(
      fc.property(anInput, busy, busy, (input, moreOfFirst, moreOfIndividual) => {
        const busier = {
          ...input,
          sides: input.sides.map(({ side, candidates }) => ({
            side,
            candidates: candidates.map((candidate) => ({
              ...candidate,
              busyTime: [...candidate.busyTime, ...moreOfFirst],
            })),
          })),
          individual: { busyTime: [...input.individual.busyTime, ...moreOfIndividual] },
        };
        const before = new Set(startsOf(input));
        expect(startsOf(busier).filter((start) => !before.has(start))).toEqual([]);
      }),
    );
  });
});

describe("joint free times, by example", () => {
  const person = (personId: string, workingTime: Interval[], busyTime: Interval[] = []): Candidate => ({
    personId,
    workingTime,
    busyTime,
  });
  const day = [{ start: 480, end: 720 }];
  const input: JointFreeTimeInput = {
    sides: [
      { side: "fk", candidates: [person("anna", day, [{ start: 540, end: 600 }])] },
      { side: "af", candidates: [person("bo", day)] },
    ],
    individual: { busyTime: [{ start: 690, end: 700 }] },
    window: { from: 0, to: 1440 },
    durationMinutes: 60,
    gridMinutes: 15,
    notBefore: 0,
  };

  test("a meeting may begin when another ends, and end when another begins", () => {
    expect(startsOf(input)).toEqual([480, 600, 615, 630]);
  });

  test("a notice that ends within a quarter leaves the next quarter as the first", () => {
    expect(startsOf({ ...input, notBefore: 601 })).toEqual([615, 630]);
  });

  test("a side where nobody can be asked leaves no time: it is never taken as no constraint", () => {
    expect(
      findJointFreeTimes({ ...input, sides: [...input.sides, { side: "kommun", candidates: [] }] }),
    ).toEqual([]);
  });

  test("of a side with several, one free for the whole meeting is needed: two halves are not enough", () => {
    const halves = [person("bo", [{ start: 600, end: 630 }]), person("cia", [{ start: 630, end: 660 }])];
    const sides = [...input.sides.slice(0, 1), { side: "af", candidates: halves }];
    expect(startsOf({ ...input, sides })).toEqual([]);
    expect(findJointFreeTimes({ ...input, sides, durationMinutes: 30 }).map(({ pair }) => pair[1])).toEqual([
      { side: "af", personId: "bo" },
      { side: "af", personId: "cia" },
    ]);
  });

  test.each([{ sides: [] }, { durationMinutes: 0 }, { gridMinutes: -15 }, { gridMinutes: 0.5 }])(
    "a search that makes no sense (%o) is refused",
    (nonsense) => {
      expect(() => findJointFreeTimes({ ...input, ...nonsense })).toThrow(RangeError);
    },
  );
});
