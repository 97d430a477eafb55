import { createRandom } from "../../../server/demo/random.ts";

/** Choices that are the same each time, from a seed. */
export interface Chance {
  /** From 0 up to but not including `below`. */
  whole(below: number): number;
  oneOf<Item>(items: readonly Item[]): Item;
  /** True so often of a hundred times. */
  percent(chance: number): boolean;
}

export function createChance(seed: number): Chance {
  const next = createRandom(seed);
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    oneOf: (items) => items[whole(items.length)]!,
    percent: (chance) => next() * 100 < chance,
  };
}
