import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { HandlaggareRole } from "./people.contract.ts";
import type { PeopleRepository } from "./people.repository.ts";

/**
 * Keeps a handläggare's office and role as their agency's provider has just told of them: whoever has changed office there has
 * changed it here from their next sign-in. What the provider doesn't say, or says of an office we don't know, stays as it is. Who
 * leaves an office leads it no more.
 */
export type KeepVouchedStaff = (
  known: StaffActor,
  vouched: { readonly officeName: string | undefined; readonly role: HandlaggareRole | undefined },
) => Promise<void>;

export function createKeepVouchedStaff({
  people,
  recordAudit,
  transactions,
}: {
  people: Pick<PeopleRepository, "keepVouched">;
  recordAudit: RecordAudit;
  transactions: Transactions;
}): KeepVouchedStaff {
  return (known, vouched) =>
    transactions.transaction(async (unitOfWork) => {
      const isChanged = await people.keepVouched(known, vouched, unitOfWork);
      if (!isChanged) return;
      await recordAudit(
        known,
        { action: "handlaggare:vouched", objectKind: "handlaggare", objectIds: [known.personId] },
        unitOfWork,
      );
    });
}
