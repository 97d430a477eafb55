import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { FindCase } from "./case-record.ts";
import { presentCase } from "./case-presenter.ts";
import type { CaseSummary } from "./people.contract.ts";

/** A case one may open; audited. @throws DomainError `not_found`, also where one may not know that it exists. */
export type ReadCase = (actor: StaffActor, caseId: string) => Promise<CaseSummary>;

export function createReadCase({
  findCase,
  recordAudit,
  clock,
}: {
  findCase: FindCase;
  recordAudit: RecordAudit;
  clock: Clock;
}): ReadCase {
  return async (actor, caseId) => {
    const record = await findCase(caseId);
    if (!record || !casePolicy.read(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
    await recordAudit(actor, { action: "case:read", objectKind: "case", objectIds: [caseId] });
    return presentCase(record, localDateOf(clock.now()));
  };
}
