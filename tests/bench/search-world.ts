import type { Interval } from "../../server/scheduling/intervals.ts";
import { epochMinuteOf } from "../../server/scheduling/intervals.ts";
import type { Candidate, JointFreeTimeInput } from "../../server/scheduling/joint-search.ts";
import { localDaysIn, type LocalDay } from "../../server/scheduling/local-days.ts";
import { addDays, instantAt, startOfDay } from "../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../server/scheduling/swedish-calendar.ts";
import { createRandom } from "../../server/demo/random.ts";

/** A Monday; six weeks on are the end of 2026 with its holidays, twelve go into February. */
const FIRST = "2026-11-16";

type Random = () => number;
const upTo = (random: Random, most: number): number => Math.floor(random() * (most + 1));

/** Eight to five with some meetings of half an hour to an hour spread over it. */
function aHandlaggare(
  personId: string,
  days: readonly LocalDay[],
  busyADay: number,
  random: Random,
): Candidate {
  const workingTime: Interval[] = [];
  const busyTime: Interval[] = [];
  const meetings: number[] = [];
  for (const day of days) {
    meetings.push(upTo(random, 5));
    if (day.closed) continue;
    const opens = epochMinuteOf(instantAt(day.on, "08:00"));
    workingTime.push({ start: opens, end: opens + 9 * 60 });
    for (let index = 0; index < busyADay; index += 1) {
      const start = opens + Math.floor((index * 9 * 12) / busyADay) * 5 + upTo(random, 15) * 5;
      busyTime.push({ start, end: start + 30 + upTo(random, 2) * 15 });
    }
  }
  return {
    personId,
    workingTime,
    busyTime,
    bufferBeforeMinutes: 5,
    bufferAfterMinutes: 10,
    capPerDay: { most: 5, meetings },
    load: upTo(random, 12),
  };
}

/** How large a search is. */
export interface SearchSize {
  /** On each of the two sides. */
  readonly persons: number;
  readonly days: number;
  readonly busyADay: number;
}

/** A search as it is asked every day, with every rule in use; for the same size always the same. */
export function searchWorld({ persons, days: count, busyADay }: SearchSize): JointFreeTimeInput {
  const random = createRandom(persons * 1000 + count);
  const end = addDays(FIRST, count);
  const window = { from: epochMinuteOf(startOfDay(FIRST)), to: epochMinuteOf(startOfDay(end)) };
  const days = localDaysIn(window);
  const open = days.filter(({ closed }) => !closed);
  const pool = (side: string): Candidate[] =>
    Array.from({ length: persons }, (_, index) => aHandlaggare(`${side}-${index}`, days, busyADay, random));
  return {
    sides: [
      { side: "forsakringskassan", candidates: pool("fk") },
      { side: "arbetsformedlingen", candidates: pool("af") },
    ],
    individual: {
      busyTime: open
        .filter((_, index) => index % 3 === 0)
        .map(({ start }) => ({ start: start + 10 * 60, end: start + 12 * 60 })),
      preferredTime: open.map(({ start }) => ({ start: start + 8 * 60, end: start + 12 * 60 })),
    },
    window,
    durationMinutes: 60,
    gridMinutes: 15,
    notBefore: epochMinuteOf(startOfDay(addWorkingDays(FIRST, 3))),
    deadline: window.to,
    knownUntil: window.to,
    days,
    metBefore: [
      ["fk-0", "af-0"],
      [`fk-${persons - 1}`, `af-${persons >> 1}`],
    ],
  };
}
