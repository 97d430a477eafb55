import type { FreeTime } from "../../../../server/scheduling/free-times.contract.ts";
import { dateOf } from "../../time/format-time.ts";

/** What can make a time good, in the order it is told; each has a text. */
const MERITS = ["preference", "continuity", "earliness", "load", "optional", "holes"] as const;
export type Merit = (typeof MERITS)[number];

/** True of a time by itself; the others are so in comparison with the other times. */
const OF_ITSELF: readonly Merit[] = ["preference", "continuity", "optional"];
/** How near the best of all times is near enough to be told. */
const TOP_SHARE = 0.2;
const MOST_A_DAY = 2;

/** The best times, best first: few, not more than two of a day, and none that overlaps another. */
export function bestTimes(times: readonly FreeTime[], count: number): FreeTime[] {
  const chosen: FreeTime[] = [];
  const byScore = [...times].sort(
    (a, b) => b.score.total - a.score.total || Date.parse(a.startAt) - Date.parse(b.startAt),
  );
  for (const time of byScore) {
    if (chosen.length === count) break;
    const sameDay = chosen.filter(({ startAt }) => dateOf(startAt) === dateOf(time.startAt));
    if (sameDay.length < MOST_A_DAY && !sameDay.some((other) => overlap(other, time))) chosen.push(time);
  }
  return chosen;
}

/** Whether two times have some time in common. */
export function overlap(
  one: Pick<FreeTime, "startAt" | "endAt">,
  other: Pick<FreeTime, "startAt" | "endAt">,
): boolean {
  return (
    Date.parse(one.startAt) < Date.parse(other.endAt) && Date.parse(other.startAt) < Date.parse(one.endAt)
  );
}

/** Tells what is good about a time among others: no figures, and nothing that could be said of all of them alike. */
export function createMerits(times: readonly FreeTime[]): (time: FreeTime) => Merit[] {
  const thresholds = Object.fromEntries(
    MERITS.map((merit) => {
      const points = times.map(({ score }) => score.parts[merit]);
      const [lowest, highest] = points.reduce(
        ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
        [Infinity, -Infinity],
      );
      if (OF_ITSELF.includes(merit)) return [merit, 1];
      return [merit, highest > lowest ? highest - (highest - lowest) * TOP_SHARE : Infinity];
    }),
  ) as Record<Merit, number>;
  return ({ score }) => MERITS.filter((merit) => score.parts[merit] >= thresholds[merit]);
}
