import type { JointFreeTimeInput } from "../joint-search.ts";
import type { Seating } from "./seating.ts";

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

/** Points lost when a pair takes the seats of the best of their sides; no number is high enough when one of them is not free. */
function costOf({ sides, candidates }: KnownPair, seating: Seating, start: number): number {
  let cost = 0;
  for (const [seat, side] of sides.entries()) {
    const candidate = candidates[seat]!;
    if (!seating.isFree(side, candidate, start)) return Infinity;
    const best = seating.best(side, start);
    cost += seating.load(side, best) + seating.holes(side, best, start);
    cost -= seating.load(side, candidate) + seating.holes(side, candidate, start);
  }
  return cost;
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
  const seated = known.find(({ sides, candidates }) =>
    sides.every((side, seat) => seating.best(side, start) === candidates[seat]),
  );
  if (seated) return seated;
  let chosen: KnownPair | undefined;
  let least = bonus + 1;
  for (const pair of known) {
    const cost = costOf(pair, seating, start);
    if (cost >= least) continue;
    [chosen, least] = [pair, cost];
  }
  return chosen;
}
