import { DateTime, Interval } from "luxon";
import type { Interval as Minutes } from "../../server/scheduling/intervals.ts";
import type { Candidate, JointFreeTimeInput, Participant } from "../../server/scheduling/joint-search.ts";
import type { RankedTime } from "../../server/scheduling/rank-joint-times.ts";
import { DEFAULT_WEIGHTS, pointsFor } from "../../server/scheduling/ranking.ts";

/** In UTC, where Luxon need not ask for the offset with each step. */
const timeOf = (minute: number): DateTime => DateTime.fromMillis(minute * 60_000, { zone: "utc" });
const minuteOf = (time: DateTime): number => time.toMillis() / 60_000;
const intervalsOf = (time: readonly Minutes[]): Interval[] =>
  time.map(({ start, end }) => Interval.fromDateTimes(timeOf(start), timeOf(end)));

/** Stretches by each UTC date they touch, so that a start need not be held against those of other days. */
function byDate(stretches: readonly Interval[]): Map<string, Interval[]> {
  const dates = new Map<string, Interval[]>();
  for (const stretch of stretches) {
    for (let day = stretch.start!.startOf("day"); day < stretch.end!; day = day.plus({ days: 1 })) {
      const on = day.toISODate();
      dates.set(on, [...(dates.get(on) ?? []), stretch]);
    }
  }
  return dates;
}

/** Somebody of whom it can be asked whether they are free for a meeting that starts at some time. */
interface Person {
  readonly personId: string;
  readonly load: number;
  /** Minutes from the start of one meeting to the earliest start of the next. */
  readonly whole: number;
  canStart(start: DateTime): boolean;
}

/** What anybody would write who has intervals and a good library: free time is working time without what is busy. */
function personOf(person: Participant & Partial<Candidate>, input: JointFreeTimeInput): Person {
  const { bufferBeforeMinutes: before = 0, bufferAfterMinutes: after = 0, capPerDay, capPerWeek } = person;
  const { durationMinutes, window, days = [], knownUntil = window.to } = input;
  const working = person.workingTime ?? [{ start: window.from - 1440, end: window.to + 1440 }];
  const known = Interval.fromDateTimes(timeOf(0), timeOf(knownUntil));
  const taken = Interval.merge(intervalsOf([...person.busyTime, ...(person.unknownTime ?? [])]));
  const free = byDate(
    Interval.merge(intervalsOf(working))
      .flatMap((stretch) => stretch.intersection(known) ?? [])
      .flatMap((stretch) => stretch.difference(...taken.filter((busy) => busy.overlaps(stretch)))),
  );
  const isCapped = (start: DateTime): boolean => {
    if (!capPerDay && !capPerWeek) return false;
    const on = start.setZone("Europe/Stockholm").toISODate();
    const index = days.findIndex((day) => day.on === on);
    const week = days[index]?.week ?? 0;
    return (
      (!!capPerDay && (capPerDay.meetings[index] ?? 0) >= capPerDay.most) ||
      (!!capPerWeek && (capPerWeek.meetings[week] ?? 0) >= capPerWeek.most)
    );
  };
  return {
    personId: person.personId,
    load: person.load ?? 0,
    whole: before + durationMinutes + after,
    canStart(start) {
      const needed = Interval.fromDateTimes(
        start.minus({ minutes: before }),
        start.plus({ minutes: durationMinutes + after }),
      );
      const ofDay = free.get(needed.start!.toISODate()) ?? [];
      return ofDay.some((stretch) => stretch.engulfs(needed)) && !isCapped(start);
    },
  };
}

function holesBeside({ canStart, whole }: Person, start: DateTime): number {
  const before = canStart(start.minus({ minutes: 5 })) && !canStart(start.minus({ minutes: whole }));
  const after = canStart(start.plus({ minutes: 5 })) && !canStart(start.plus({ minutes: whole }));
  return Number(before) + Number(after);
}

/**
 * The same rules as the search for joint free time with two sides, and the same answer, written with Luxon's intervals: for each
 * start, who of each side is free, and which of all their pairs is worth most.
 */
export function searchNaively(input: JointFreeTimeInput): RankedTime[] {
  const {
    window,
    durationMinutes,
    gridMinutes,
    individual,
    deadline = window.to,
    weights = DEFAULT_WEIGHTS,
  } = input;
  const sides = input.sides.map(({ side, candidates }) => ({
    side,
    busiest: Math.max(...candidates.map(({ load = 0 }) => load)),
    people: candidates
      .map((candidate) => personOf(candidate, input))
      .sort((a, b) => (a.personId < b.personId ? -1 : 1)),
  }));
  const everybody = [
    personOf({ personId: "", busyTime: individual.busyTime, workingTime: individual.possibleTime }, input),
    ...(input.participants ?? []).map((participant) => personOf(participant, input)),
  ];
  const preferred = Interval.merge(intervalsOf(individual.preferredTime ?? []));
  const metBefore = new Set(
    (input.metBefore ?? []).flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]),
  );
  const first = timeOf(Math.max(window.from, input.notBefore));
  const last = timeOf(Math.min(window.to, deadline) - durationMinutes);
  const times: RankedTime[] = [];
  const grid = timeOf(Math.ceil(minuteOf(first) / gridMinutes) * gridMinutes);
  for (let start = grid; start <= last; start = start.plus({ minutes: gridMinutes })) {
    if (!everybody.every((person) => person.canStart(start))) continue;
    const seats = sides.map(({ people, busiest }) =>
      people
        .filter((person) => person.canStart(start))
        .map((person) => ({
          personId: person.personId,
          load: pointsFor(weights.load, busiest - person.load, busiest * sides.length),
          holes: pointsFor(weights.holes, 2 - holesBeside(person, start), 2 * sides.length),
        })),
    );
    let best:
      { fk: (typeof seats)[0][0]; af: (typeof seats)[0][0]; met: boolean; points: number } | undefined;
    for (const fk of seats[0] ?? []) {
      for (const af of seats[1] ?? []) {
        const met = metBefore.size > 0 && metBefore.has(`${fk.personId} ${af.personId}`);
        const points = fk.load + fk.holes + af.load + af.holes + (met ? weights.continuity * 1000 : 0);
        if (!best || points > best.points || (points === best.points && met && !best.met))
          best = { fk, af, met, points };
      }
    }
    if (!best) continue;
    const meeting = Interval.fromDateTimes(start, start.plus({ minutes: durationMinutes }));
    const wait = last.diff(start, "minutes").minutes;
    const parts = {
      earliness: pointsFor(weights.earliness, wait, last.diff(first, "minutes").minutes),
      preference: preferred.some((stretch) => stretch.engulfs(meeting)) ? weights.preference * 1000 : 0,
      continuity: best.met ? weights.continuity * 1000 : 0,
      load: best.fk.load + best.af.load,
      optional: 0,
      holes: best.fk.holes + best.af.holes,
    };
    times.push({
      startMinute: minuteOf(start),
      endMinute: minuteOf(start) + durationMinutes,
      pair: [best.fk, best.af].map(({ personId }, index) => ({ side: sides[index]!.side, personId })),
      score: Object.values(parts).reduce((sum, part) => sum + part, 0),
      parts,
    });
  }
  return times.sort((a, b) => b.score - a.score || a.startMinute - b.startMinute);
}
