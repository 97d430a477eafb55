import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { Vault } from "../platform/vault.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { presentCase } from "./case-presenter.ts";
import type { CasesRepository } from "./cases.repository.ts";
import type { CaseSummary } from "./people.contract.ts";
import { parsePersonnummer } from "./personnummer.ts";

/**
 * The cases a handläggare may open, by part of a name or a whole personnummer. That the list was read is audited
 * for each case in it.
 */
export type SearchCases = (
  actor: StaffActor,
  search: { text: string; limit: number; page: number },
) => Promise<{ items: CaseSummary[]; total: number; limit: number; page: number }>;

export function createSearchCases({
  cases,
  vault,
  clock,
  recordAudit,
}: {
  cases: CasesRepository;
  vault: Vault;
  clock: Clock;
  recordAudit: RecordAudit;
}): SearchCases {
  return async (actor, { text, limit, page }) => {
    const today = localDateOf(clock.now());
    const personnummer = parsePersonnummer(text, Number(today.slice(0, 4)));
    const by = personnummer ? { personnummerHash: vault.lookupHash(personnummer.digits) } : { name: text };
    const found = await cases.search(actor, by, { limit, page });
    await recordAudit(actor, {
      action: "case:list",
      objectKind: "case",
      objectIds: found.items.map(({ id }) => id),
    });
    return { ...found, items: found.items.map((record) => presentCase(record, today)) };
  };
}
