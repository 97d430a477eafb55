import type { VerifyTrail } from "../audit/verify-trail.ts";

/**
 * Holds the whole trail against its seals.
 *
 * @param words `--expect <day>=<seal>`, from the log: the latest seal must be that one or a later one.
 */
export async function verifyAudit(
  { verifyTrail, repositories }: { verifyTrail: VerifyTrail; repositories: { seals: ReadSeals } },
  words: readonly string[],
): Promise<{ lines: string[]; isWell: boolean }> {
  const { from, until, days, rows, faults, lastSeal } = await verifyTrail();
  const lines = [
    from ? `${days} days sealed, ${from} to ${String(until)}, ${rows} rows.` : "No day is sealed yet.",
    ...(lastSeal ? [`Latest seal: ${lastSeal.day}=${lastSeal.seal}`] : []),
    ...faults.map(({ day, kind }) => `FAULT ${day}: ${kind}`),
  ];
  const expected = words[words.indexOf("--expect") + 1];
  const isExpected = !words.includes("--expect") || (await isKept(repositories.seals, expected ?? ""));
  if (!isExpected) lines.push(`FAULT: the seal ${String(expected)} is not the one that is kept`);
  if (faults.length === 0 && isExpected) lines.push("Nothing is changed, added or removed.");
  return { lines, isWell: faults.length === 0 && isExpected };
}

interface ReadSeals {
  list(period: { from: string; until: string }): Promise<{ seal: Buffer }[]>;
}

async function isKept(seals: ReadSeals, expected: string): Promise<boolean> {
  const [, day, seal] = /^(\d{4}-\d\d-\d\d)=([0-9a-f]{64})$/.exec(expected) ?? [];
  if (!day || !seal) return false;
  return (await seals.list({ from: day, until: day })).some((kept) => kept.seal.toString("hex") === seal);
}
