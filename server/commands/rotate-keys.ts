import type { RotateKeys } from "../privacy/rotate-keys.ts";

/** Encrypts everything anew that is not under the newest key, the last of `DATA_KEYS`. May be broken off and run again. */
export async function rotateKeys({
  rotateKeys: rotate,
}: {
  rotateKeys: RotateKeys;
}): Promise<{ lines: string[]; isWell: boolean }> {
  const columns = await rotate();
  const left = columns.reduce((sum, column) => sum + column.left, 0);
  return {
    lines: [
      ...columns.map(
        ({ table, name, rotated, left: others }) => `${table}.${name}: ${rotated} rotated, ${others} left`,
      ),
      left === 0
        ? "Everything is under the newest key. Of the older ones, the first is still needed: lookups and seals are keyed by it."
        : "Some values were being written just then. Run this again.",
    ],
    isWell: left === 0,
  };
}
