import type { CountMonths } from "../followup/figures/count-month.ts";

/**
 * Counts the months of a year that are closed: for history that has been imported, when all of it is there. What is counted once is not
 * counted again.
 *
 * @param words the year, or two: the first and the last.
 */
export async function countFigures(
  { countMonths }: { countMonths: Pick<CountMonths, "countYear"> },
  words: readonly string[],
): Promise<{ lines: string[]; isWell: boolean }> {
  const [first = Number.NaN, last = first] = words.map(Number);
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 2000 || last < first)
    return { lines: ["Usage: npm run figures:count -- <first year> [<last year>]"], isWell: false };
  const lines: string[] = [];
  for (let year = first; year <= last; year += 1)
    lines.push(`${year}: ${await countMonths.countYear(year)} months counted`);
  return { lines, isWell: true };
}
