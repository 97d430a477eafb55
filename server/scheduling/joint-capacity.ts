import type { Interval } from "./intervals.ts";
import { intersect, normalise, subtract } from "./intervals.ts";
import type { LocalDay } from "./local-days.ts";

/** When somebody can be met: working, and what is taken of it. Epoch minutes. */
export interface PersonCapacity {
  readonly openTime: readonly Interval[];
  readonly takenTime: readonly Interval[];
}

/** Minutes of one day. */
export interface DayCapacity {
  /** Free minutes of each side's persons, added up. */
  readonly freeMinutes: readonly number[];
  /** Minutes that pairs could meet: of the free at each time, as many pairs as the smallest side has persons. */
  readonly jointMinutes: number;
}

/**
 * How much time the sides have, day by day. A stretch shorter than a meeting counts for nobody.
 *
 * @param shortest the length of a meeting, minutes.
 */
export function capacityOf(
  sides: readonly (readonly PersonCapacity[])[],
  days: readonly LocalDay[],
  shortest: number,
): DayCapacity[] {
  const free = sides.map((persons) =>
    persons.map(({ openTime, takenTime }) => subtract(normalise(openTime), normalise(takenTime))),
  );
  return days.map((day) => {
    const ofDay = free.map((persons) =>
      persons.flatMap((stretches) =>
        intersect(stretches, [day]).filter(({ start, end }) => end - start >= shortest),
      ),
    );
    return {
      freeMinutes: ofDay.map((stretches) => stretches.reduce((sum, { start, end }) => sum + end - start, 0)),
      jointMinutes: jointMinutesOf(ofDay),
    };
  });
}

/** Walks through the moments at which somebody becomes free or taken; between two of them nothing changes. */
function jointMinutesOf(sides: readonly (readonly Interval[])[]): number {
  const changes = sides
    .flatMap((stretches, side) =>
      stretches.flatMap(({ start, end }) => [
        { at: start, side, by: 1 },
        { at: end, side, by: -1 },
      ]),
    )
    .sort((a, b) => a.at - b.at);
  const free = sides.map(() => 0);
  let minutes = 0;
  changes.forEach(({ at, side, by }, index) => {
    free[side]! += by;
    const until = changes[index + 1]?.at ?? at;
    minutes += Math.min(...free) * (until - at);
  });
  return minutes;
}
