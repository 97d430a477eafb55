import type { Interval } from "../../server/scheduling/intervals.ts";
import type { Candidate, JointFreeTimeInput, Participant } from "../../server/scheduling/joint-search.ts";
import type { RankedTime } from "../../server/scheduling/rank-joint-times.ts";
import { DEFAULT_WEIGHTS } from "../../server/scheduling/ranking.ts";

/**
 * What a search for joint free time has to find, by trying everything: every start, minute by minute, with every possible pair.
 * Slow and plain on purpose: it shares no thought with the search.
 */
export function everyJointTime(input: JointFreeTimeInput): RankedTime[] {
  const { window, gridMinutes, durationMinutes } = input;
  const found: RankedTime[] = [];
  const isFree = createFreeTest(input);
  const individual = individualOf(input);
  for (let start = window.from; start + durationMinutes <= window.to; start += 1) {
    if (start % gridMinutes !== 0 || start < input.notBefore) continue;
    if (start + durationMinutes > (input.deadline ?? Infinity)) continue;
    if (![individual, ...(input.participants ?? [])].every((person) => isFree(person, start))) continue;
    const teams = teamsOf(
      input.sides.map(({ candidates }) => candidates.filter((person) => isFree(person, start))),
    );
    if (teams.length > 0) found.push(bestOf(input, teams, start, isFree));
  }
  return found.sort((a, b) => b.score - a.score || a.startMinute - b.startMinute);
}

export type FreeTest = (person: Participant | Candidate, start: number) => boolean;

const covers = (time: readonly Interval[], minute: number): boolean =>
  time.some(({ start, end }) => start <= minute && minute < end);

const individualOf = ({ individual }: JointFreeTimeInput): Participant => ({
  personId: "individual",
  busyTime: individual.busyTime,
  ...(individual.possibleTime && { workingTime: individual.possibleTime }),
});

/** Whether somebody is free for a meeting at a start: for each minute of it, buffers included, and without too many others. */
export function createFreeTest(input: JointFreeTimeInput): FreeTest {
  const { durationMinutes, days = [] } = input;
  const painted = new Map<Participant, Uint8Array>();
  const freeMinutesOf = (person: Participant): Uint8Array => {
    const known = painted.get(person) ?? paintMinutes(person, input);
    painted.set(person, known);
    return known;
  };
  const hasTooMany = ({ capPerDay, capPerWeek }: Candidate, start: number): boolean => {
    const index = days.findIndex((day) => day.start <= start && start < day.end);
    const week = days[index]?.week ?? -1;
    const tooMany = (cap: Candidate["capPerDay"], at: number) => !!cap && (cap.meetings[at] ?? 0) >= cap.most;
    return index >= 0 && (tooMany(capPerDay, index) || tooMany(capPerWeek, week));
  };
  return (person, start) => {
    const free = freeMinutesOf(person);
    const from = start - (person.bufferBeforeMinutes ?? 0);
    const to = start + durationMinutes + (person.bufferAfterMinutes ?? 0);
    for (let minute = from; minute < to; minute += 1)
      if (free[minute - firstMinuteOf(input)] !== 1) return false;
    return !hasTooMany(person as Candidate, start);
  };
}

const DAY_MINUTES = 24 * 60;
const firstMinuteOf = ({ window }: JointFreeTimeInput): number => window.from - DAY_MINUTES;

/** Minute by minute from a day before the window to a day after it: 1 where somebody is free. */
function paintMinutes(person: Participant, input: JointFreeTimeInput): Uint8Array {
  const first = firstMinuteOf(input);
  const minutes = new Uint8Array(input.window.to + DAY_MINUTES - first);
  const paint = (time: readonly Interval[], value: number): void => {
    for (const { start, end } of time)
      for (let minute = Math.max(start, first); minute < Math.min(end, first + minutes.length); minute += 1)
        minutes[minute - first] = value;
  };
  paint(person.workingTime ?? [{ start: -Infinity, end: Infinity }], 1);
  paint([...person.busyTime, ...(person.unknownTime ?? [])], 0);
  paint([{ start: input.knownUntil ?? Infinity, end: Infinity }], 0);
  return minutes;
}

/** One of each side, in every way. */
function teamsOf(sides: readonly (readonly Candidate[])[]): Candidate[][] {
  return sides.reduce<Candidate[][]>(
    (teams, candidates) => teams.flatMap((team) => candidates.map((person) => [...team, person])),
    [[]],
  );
}

function bestOf(
  input: JointFreeTimeInput,
  teams: readonly Candidate[][],
  start: number,
  isFree: FreeTest,
): RankedTime {
  const byName = [...input.sides.keys()].sort((a, b) =>
    input.sides[a]!.side < input.sides[b]!.side ? -1 : 1,
  );
  const ranked = teams.map((team) => ({ team, ...partsOf(input, team, start, isFree) }));
  const [best] = ranked.sort((a, b) => {
    const byId = byName.map((side) =>
      a.team[side]!.personId < b.team[side]!.personId ? -1 : Number(a.team[side] !== b.team[side]),
    );
    return b.score - a.score || Number(b.met) - Number(a.met) || (byId.find((order) => order !== 0) ?? 0);
  });
  const { team, score, parts } = best!;
  return {
    startMinute: start,
    endMinute: start + input.durationMinutes,
    pair: input.sides.map(({ side }, index) => ({ side, personId: team[index]!.personId })),
    score,
    parts,
  };
}

/** The parts of the score, straight from what they mean. */
function partsOf(input: JointFreeTimeInput, team: readonly Candidate[], start: number, isFree: FreeTest) {
  const { weights = DEFAULT_WEIGHTS, individual, optionalParticipants = [], durationMinutes, sides } = input;
  const points = (weight: number, share: number): number => Math.floor(weight * 1000 * share + 1e-9);
  const first = Math.max(input.window.from, input.notBefore);
  const last = Math.min(input.window.to, input.deadline ?? Infinity) - durationMinutes;
  const met = (input.metBefore ?? []).some((pair) =>
    pair.every((id) => team.some(({ personId }) => personId === id)),
  );
  let preferred = true;
  for (let minute = start; minute < start + durationMinutes; minute += 1)
    preferred &&= covers(individual.preferredTime ?? [], minute);
  const present = optionalParticipants.filter((person) => isFree(person, start)).length;
  const sum = (of: (person: Candidate, side: number) => number): number =>
    team.reduce((total, person, side) => total + of(person, side), 0);
  const parts = {
    earliness: last > first ? points(weights.earliness, (last - start) / (last - first)) : 0,
    preference: preferred ? points(weights.preference, 1) : 0,
    continuity: met ? points(weights.continuity, 1) : 0,
    load: sum((person, side) => {
      const busiest = Math.max(...sides[side]!.candidates.map(({ load = 0 }) => load));
      return busiest > 0 ? points(weights.load, (busiest - (person.load ?? 0)) / busiest / sides.length) : 0;
    }),
    optional: present > 0 ? points(weights.optional, present / optionalParticipants.length) : 0,
    holes: sum((person) =>
      points(weights.holes, (2 - holesOf(person, start, durationMinutes, isFree)) / 2 / sides.length),
    ),
  };
  return { met, parts, score: Object.values(parts).reduce((total, part) => total + part, 0) };
}

/** Free time right before or after the meeting that no other such meeting fits into. */
function holesOf(person: Candidate, start: number, durationMinutes: number, isFree: FreeTest): number {
  const minutes = durationMinutes + (person.bufferBeforeMinutes ?? 0) + (person.bufferAfterMinutes ?? 0);
  const whole = Math.ceil(minutes / 5) * 5;
  const isHole = (near: number, far: number): boolean => isFree(person, near) && !isFree(person, far);
  return Number(isHole(start - 5, start - whole)) + Number(isHole(start + 5, start + whole));
}
