import type { StaffActor } from "../identity/actor.ts";
import { requireAdministrator, type IsAdministrator } from "../identity/policy/require-administrator.ts";
import type { ApplyRetention } from "./apply-retention.ts";
import type { RetentionReport } from "./privacy.contract.ts";
import { RETENTION } from "./retention-table.ts";
import type { RetentionRepository } from "./retention.repository.ts";

/** What is kept how long, what went in the latest run, and what would go now. @throws DomainError `not_allowed` for others than administrators. */
export type ReadRetention = (actor: StaffActor) => Promise<RetentionReport>;

export function createReadRetention({
  retention,
  applyRetention,
  isAdministrator,
}: {
  retention: Pick<RetentionRepository, "findLatest">;
  applyRetention: Pick<ApplyRetention, "preview">;
  isAdministrator: IsAdministrator;
}): ReadRetention {
  return async (actor) => {
    await requireAdministrator(actor, isAdministrator);
    const [latest, due] = await Promise.all([retention.findLatest(), applyRetention.preview()]);
    return {
      latestRun: latest
        ? { runOn: latest.runOn, finishedAt: latest.finishedAt?.toISOString() ?? null }
        : null,
      rules: RETENTION.map(({ kind, keep }) => ({
        kind,
        years: "years" in keep ? keep.years : null,
        days: "days" in keep ? keep.days : null,
        erased: latest?.erased[kind] ?? 0,
        due: due[kind],
      })),
    };
  };
}
