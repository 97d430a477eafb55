import type { JointFreeTimeInput } from "../joint-search.ts";
import { bestAt, holePointsAt, isFreeAt, loadPointsOf, type Seating } from "./seating.ts";

/** Two candidates, of different sides, who have met the individual together. Sides and candidates by index. */
export interface KnownPair {
  readonly sides: readonly [number, number];
  readonly candidates: readonly [number, number];
}

/** The pairs that met before of which both are candidates now, sorted by ids, in whatever order anything comes. */
export function knownPairsOf({ sides, metBefore = [] }: JointFreeTimeInput): KnownPair[] {
  if (metBefore.length === 0) return [];
  const seatOf = (personId: string) => {
    for (const [side, { side: name, candidates }] of sides.entries()) {
      const candidate = candidates.findIndex((known) => known.personId === personId);
      if (candidate >= 0) return { name, side, candidate, personId };
    }
    return undefined;
  };
  return metBefore
    .flatMap((pair) => {
      const [a, b] = pair.map(seatOf);
      if (!a || !b || a.side === b.side) return [];
      const [first, second] = a.name < b.name ? [a, b] : [b, a];
      return [
        {
          key: `${first.personId} ${second.personId}`,
          sides: [first.side, second.side] as const,
          candidates: [first.candidate, second.candidate] as const,
        },
      ];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Whether a pair is already the best of its sides at a start. */
function isSeated({ sides, candidates }: KnownPair, seating: Seating, start: number): boolean {
  return (
    bestAt(seating, sides[0], start) === candidates[0] && bestAt(seating, sides[1], start) === candidates[1]
  );
}

/** Points lost when a side is represented by a candidate instead of its best; no number is high enough for one who is not free. */
function costOf(seating: Seating, side: number, candidate: number, start: number): number {
  if (!isFreeAt(seating, side, candidate, start)) return Infinity;
  const best = bestAt(seating, side, start);
  const most = loadPointsOf(seating, side, best) + holePointsAt(seating, side, best, start);
  return most - loadPointsOf(seating, side, candidate) - holePointsAt(seating, side, candidate, start);
}

/**
 * The known pair to propose at a start: the best of the sides if they have met, else the pair that costs least, if it costs no
 * more than the points for continuity.
 */
export function knownPairAt(
  known: readonly KnownPair[],
  seating: Seating,
  start: number,
  bonus: number,
): KnownPair | undefined {
  let chosen: KnownPair | undefined;
  let least = bonus + 1;
  for (let index = 0; index < known.length; index += 1) {
    const pair = known[index]!;
    if (isSeated(pair, seating, start)) return pair;
    const { sides, candidates } = pair;
    const cost =
      costOf(seating, sides[0], candidates[0], start) + costOf(seating, sides[1], candidates[1], start);
    if (cost >= least) continue;
    chosen = pair;
    least = cost;
  }
  return chosen;
}
