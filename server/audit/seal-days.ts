import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { Vault } from "../platform/vault.ts";
import { addDays, datesBetween, localDateOf, type LocalDate } from "../scheduling/local-time.ts";
import { beginDayChain } from "./day-chain.ts";
import type { DaySeal, SealsRepository } from "./seals.repository.ts";

/** How long after midnight a day is over: no transaction that writes a row of it runs that long. */
const GRACE_MS = 60 * 60_000;

/** The last day of the trail that nobody writes in any more. */
export function lastDayOver(now: Date): LocalDate {
  return addDays(localDateOf(new Date(now.getTime() - GRACE_MS)), -1);
}

/**
 * Seals every day that is over and not sealed yet, also those without rows. Holds up nobody who writes; may run anywhere and
 * twice. Each seal is logged, so that what is kept of the log proves that the latest seals are those that were made.
 */
export type SealDays = () => Promise<void>;

export function createSealDays({
  seals,
  vault,
  clock,
  logger,
}: {
  seals: SealsRepository;
  vault: Pick<Vault, "seal">;
  clock: Clock;
  logger: Logger;
}): SealDays {
  return async () => {
    const ends = await seals.findEnds();
    const firstRow = ends ? undefined : await seals.findFirstRow();
    if (!ends && !firstRow) return;
    const first = ends ? addDays(ends.last.day, 1) : localDateOf(firstRow!);
    let previous = ends?.last.seal ?? null;
    for (const day of datesBetween(first, lastDayOver(clock.now()))) {
      const sealed = await computeSeal({ seals, vault }, day, previous);
      await seals.insert(sealed, clock.now());
      logger.info(
        { day, rows: sealed.rowCount, seal: sealed.seal.toString("hex") },
        "day of the audit trail sealed",
      );
      previous = sealed.seal;
    }
  };
}

/** What the seal of a day is by the rows there are. */
export async function computeSeal(
  { seals, vault }: { seals: Pick<SealsRepository, "rowsOf">; vault: Pick<Vault, "seal"> },
  day: LocalDate,
  previous: Buffer | null,
): Promise<Omit<DaySeal, "destroyedAt">> {
  const chain = beginDayChain(day, previous);
  for await (const rows of seals.rowsOf(day)) chain.add(rows);
  const { rowCount, digest } = chain.end();
  return { day, rowCount, seal: vault.seal(digest) };
}
