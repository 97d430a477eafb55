import type { ApplyRetention } from "../privacy/apply-retention.ts";
import { RETENTION } from "../privacy/retention-table.ts";

/**
 * Does what the table of retention says, as the nightly run does; once a day.
 *
 * @param words `--dry-run` tells what would go and erases nothing.
 */
export async function runRetention(
  { applyRetention }: { applyRetention: ApplyRetention },
  words: readonly string[],
): Promise<{ lines: string[]; isWell: boolean }> {
  const isDryRun = words.includes("--dry-run");
  const counts = isDryRun ? await applyRetention.preview() : await applyRetention.run();
  if (!counts) return { lines: ["Today's run is finished already."], isWell: true };
  const heading = isDryRun ? "would go now" : "has gone";
  const lines = RETENTION.map(({ kind, keep, from }) => {
    const kept = "years" in keep ? `${keep.years} years` : `${keep.days} days`;
    return `${String(counts[kind]).padStart(8)}  ${kind.padEnd(18)} kept ${kept} from ${from}`;
  });
  return { lines: [`What ${heading}:`, ...lines], isWell: true };
}
