import fc from "fast-check";
import type { Interval } from "../../server/scheduling/intervals.ts";
import { epochMinuteOf } from "../../server/scheduling/intervals.ts";
import type { Candidate, JointFreeTimeInput, Side } from "../../server/scheduling/joint-search.ts";
import { localDaysIn, type LocalDay } from "../../server/scheduling/local-days.ts";

/** The evening before an ordinary day and before both clock changes: a world lasts from there until noon. */
const BEGINNINGS = ["2026-11-23T18:00Z", "2026-03-28T18:00Z", "2026-10-24T18:00Z"].map((at) =>
  epochMinuteOf(new Date(at)),
);
const WORLD_MINUTES = 18 * 60;

/** At odd minutes now and then, as other systems' calendars are. */
const anInterval = (from: number, lengths: { min: number; max: number }): fc.Arbitrary<Interval> =>
  fc
    .tuple(fc.nat(WORLD_MINUTES - lengths.min), fc.integer(lengths), fc.nat(3))
    .map(([start, length, odd]) =>
      odd === 0 ? [start, length] : [start - (start % 15), length - (length % 15)],
    )
    .map(([start = 0, length = 0]) => ({ start: from + start, end: from + start + length }));

const intervals = (from: number, lengths: { min: number; max: number }, maxLength: number) =>
  fc.array(anInterval(from, lengths), { maxLength });

const BRIEF = { min: 0, max: 120 };
const LONG = { min: 300, max: WORLD_MINUTES };

/** Left out as a rule, so that most searches find something. */
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const aBuffer = sometimes(fc.constantFrom(0, 5, 15, 30, 7));
const aCap = seldom(
  fc.record({
    most: fc.integer({ min: 0, max: 3 }),
    meetings: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
  }),
);

const time = (from: number) => ({
  busyTime: intervals(from, BRIEF, 4),
  unknownTime: seldom(intervals(from, { min: 0, max: 300 }, 1)),
  bufferBeforeMinutes: aBuffer,
  bufferAfterMinutes: aBuffer,
});

function aSide(side: string, from: number): fc.Arbitrary<Side> {
  const candidate = fc.record({
    ...time(from),
    workingTime: fc.array(anInterval(from, LONG), { minLength: 1, maxLength: 2 }),
    capPerDay: aCap,
    capPerWeek: aCap,
    load: sometimes(fc.nat(4)),
  });
  return fc.array(candidate, { minLength: 1, maxLength: 3 }).map((candidates) => ({
    side,
    candidates: candidates.map((person, index): Candidate => ({ ...person, personId: `${side}-${index}` })),
  }));
}

function participants(kind: string, from: number) {
  const person = fc.record({ ...time(from), workingTime: seldom(intervals(from, LONG, 2)) });
  return seldom(
    fc
      .array(person, { maxLength: 2 })
      .map((people) => people.map((known, index) => ({ ...known, personId: `${kind}-${index}` }))),
  );
}

const metBefore = fc.array(
  fc.tuple(fc.nat(2), fc.nat(2), fc.boolean()).map(([fk, af, turned]): [string, string] => {
    const pair: [string, string] = [`fk-${fk}`, `af-${af}`];
    return turned ? [pair[1], pair[0]] : pair;
  }),
  { maxLength: 3 },
);

const weights = fc.record({
  earliness: fc.nat(5),
  preference: fc.nat(5),
  continuity: fc.nat(5),
  load: fc.nat(5),
  optional: fc.nat(5),
  holes: fc.nat(5),
});

function aSearchFrom(from: number): fc.Arbitrary<JointFreeTimeInput> {
  const early = fc.nat(WORLD_MINUTES / 2).map((minutes) => from + minutes);
  const late = early.map((minute) => minute + WORLD_MINUTES / 2);
  return fc.record({
    sides: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(aSide("fk", from), aSide("af", from)) },
      { weight: 1, arbitrary: fc.tuple(aSide("af", from)) },
      { weight: 1, arbitrary: fc.tuple(aSide("kommun", from), aSide("fk", from), aSide("af", from)) },
    ),
    individual: fc.record({
      busyTime: intervals(from, BRIEF, 2),
      possibleTime: seldom(intervals(from, LONG, 2)),
      preferredTime: sometimes(intervals(from, LONG, 2)),
    }),
    participants: participants("tolk", from),
    optionalParticipants: participants("stod", from),
    window: fc.record({ from: early, to: late }),
    durationMinutes: fc.constantFrom(15, 30, 60, 90, 25),
    gridMinutes: fc.constantFrom(15, 15, 30, 5),
    notBefore: fc.oneof(fc.constant(from), early),
    deadline: seldom(late),
    knownUntil: seldom(late),
    days: fc.constant<readonly LocalDay[]>(localDaysIn({ from, to: from + WORLD_MINUTES })),
    metBefore: sometimes(metBefore),
    weights: sometimes(weights),
  });
}

/** Small searches with every rule there is, at odd minutes and at even, around clock changes and not. */
export const aSearch: fc.Arbitrary<JointFreeTimeInput> = fc.oneof(...BEGINNINGS.map(aSearchFrom));
