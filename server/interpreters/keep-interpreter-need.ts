import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { FindCase } from "../people/case-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { InterpreterNeed } from "./interpreters.contract.ts";
import type { InterpretersRepository } from "./interpreters.repository.ts";

/** What a person needs of an interpreter, kept on the case. @throws DomainError `not_found` for a case one may not open. */
export interface KeepInterpreterNeed {
  read(actor: StaffActor, caseId: string): Promise<InterpreterNeed | null>;
  /** Null when they need none. May run twice. */
  set(actor: StaffActor, caseId: string, need: InterpreterNeed | null): Promise<void>;
}

export function createKeepInterpreterNeed({
  findCase,
  interpreters,
  recordAudit,
  transactions,
  clock,
}: {
  findCase: FindCase;
  interpreters: InterpretersRepository;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepInterpreterNeed {
  const open = async (actor: StaffActor, caseId: string) => {
    const record = await findCase(caseId);
    if (!record || !casePolicy.keepInterpreterNeed(actor, record))
      throw new DomainError("not_found", "Ärendet finns inte.");
  };
  return {
    async read(actor, caseId) {
      await open(actor, caseId);
      const audited = { action: "interpreter_need:read", objectKind: "case", objectIds: [caseId] } as const;
      await recordAudit(actor, audited);
      return interpreters.findNeed(caseId);
    },

    async set(actor, caseId, need) {
      await open(actor, caseId);
      await transactions.transaction(async (unitOfWork) => {
        await interpreters.setNeed(caseId, { need, at: clock.now(), by: actor.personId }, unitOfWork);
        const audited = { action: "interpreter_need:set", objectKind: "case", objectIds: [caseId] } as const;
        await recordAudit(actor, audited, unitOfWork);
      });
    },
  };
}
