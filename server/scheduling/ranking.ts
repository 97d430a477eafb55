/**
 * What makes one time better than another. A part is worth at most its weight times 1000 points, so that weights compare: with
 * `earliness` 4 and `continuity` 3 the pair who met before is worth three quarters of the wait from first to last possible time.
 * Whole numbers, zero or more.
 */
export interface Weights {
  /** The sooner the better: all points at the first time allowed, none at the last before the deadline. */
  readonly earliness: number;
  /** Time that the individual would rather come. */
  readonly preference: number;
  /** The pair has met the individual together. */
  readonly continuity: number;
  /** Fewer meetings than the busiest colleague on the same side. */
  readonly load: number;
  /** Optional participants who are free. */
  readonly optional: number;
  /** No free time left next to the meeting that is too short for another. */
  readonly holes: number;
}

/** Points by part; the score is their sum. A part that nothing was asked of is zero for every time. */
export type ScoreParts = Weights;

export const DEFAULT_WEIGHTS: Weights = {
  earliness: 4,
  preference: 4,
  continuity: 3,
  load: 2,
  optional: 2,
  holes: 1,
};

/** When only the time matters. */
export const NO_WEIGHTS: Weights = {
  earliness: 0,
  preference: 0,
  continuity: 0,
  load: 0,
  optional: 0,
  holes: 0,
};

/** A share of a part's points, in whole points rounded down: the same on every machine. */
export function pointsFor(weight: number, share: number, whole: number): number {
  return whole > 0 ? Math.floor((weight * 1000 * share) / whole) : 0;
}
