import type { Clock } from "../platform/clock.ts";
import type { Vault } from "../platform/vault.ts";
import { addDays, datesBetween, localDateOf, type LocalDate } from "../scheduling/local-time.ts";
import type { TrailFault, TrailVerification } from "./audit.contract.ts";
import { computeSeal, lastDayOver } from "./seal-days.ts";
import type { DaySeal, SealsRepository } from "./seals.repository.ts";

/** Whether a day of the trail had been kept its time when its rows went. */
export type IsKeptItsTime = (day: LocalDate, destroyedAt: Date) => boolean;

/** Holds the trail against its seals, day by day; all of it, or the days from `from` on. Reads only. */
export type VerifyTrail = (from?: LocalDate) => Promise<TrailVerification>;

export function createVerifyTrail(needs: {
  seals: SealsRepository;
  vault: Pick<Vault, "seal">;
  isKeptItsTime: IsKeptItsTime;
  clock: Clock;
}): VerifyTrail {
  return async (wanted) => {
    const { seals, clock } = needs;
    const ends = await seals.findEnds();
    const firstRow = await seals.findFirstRow();
    const firstRowOn = firstRow && localDateOf(firstRow);
    const faults: TrailFault[] = [];
    const lateFrom = unsealedFrom(ends?.last.day, firstRowOn, clock.now());
    if (lateFrom) faults.push({ day: lateFrom, kind: "not_sealed" });
    if (!ends) return { from: null, until: null, days: 0, rows: 0, faults, lastSeal: null };
    const { first, last } = ends;
    if (firstRowOn && firstRowOn < first.day) faults.push({ day: firstRowOn, kind: "added" });
    const from = wanted && wanted > first.day ? wanted : first.day;
    const checked = await verifyDays(needs, { from, until: last.day, isFirst: from === first.day });
    return {
      from,
      until: last.day,
      days: checked.days,
      rows: checked.rows,
      faults: [...faults, ...checked.faults].sort((a, b) => a.day.localeCompare(b.day)),
      lastSeal: { day: last.day, seal: last.seal.toString("hex") },
    };
  };
}

/** A day has until the end of the next to be sealed; the job may have been away for some hours. */
function unsealedFrom(
  lastSealed: LocalDate | undefined,
  firstRowOn: LocalDate | undefined,
  now: Date,
): LocalDate | undefined {
  const next = lastSealed ? addDays(lastSealed, 1) : firstRowOn;
  return next && next < lastDayOver(now) ? next : undefined;
}

async function verifyDays(
  needs: Parameters<typeof createVerifyTrail>[0],
  { from, until, isFirst }: { from: LocalDate; until: LocalDate; isFirst: boolean },
) {
  const sealOf = new Map(
    (await needs.seals.list({ from: addDays(from, -1), until })).map((seal) => [seal.day, seal]),
  );
  const faults: TrailFault[] = [];
  const days = datesBetween(from, until);
  let previous = isFirst ? null : (sealOf.get(addDays(from, -1))?.seal ?? null);
  let rows = 0;
  for (const day of days) {
    const kept = sealOf.get(day);
    const found = await computeSeal(needs, day, previous);
    rows += found.rowCount;
    const kind = faultOf(kept, found, needs.isKeptItsTime);
    if (kind) faults.push({ day, kind });
    previous = kept?.seal ?? found.seal;
  }
  return { days: days.length, rows, faults };
}

function faultOf(
  kept: DaySeal | undefined,
  found: Omit<DaySeal, "destroyedAt">,
  isKeptItsTime: IsKeptItsTime,
): TrailFault["kind"] | undefined {
  if (!kept) return "seal_missing";
  if (kept.destroyedAt) {
    if (found.rowCount > 0) return "added";
    return isKeptItsTime(kept.day, kept.destroyedAt) ? undefined : "destroyed_early";
  }
  if (found.seal.equals(kept.seal)) return undefined;
  if (found.rowCount === kept.rowCount) return "changed";
  return found.rowCount < kept.rowCount ? "removed" : "added";
}
