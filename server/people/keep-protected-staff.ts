import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { requireAdministrator, type IsAdministrator } from "../identity/policy/require-administrator.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { ProtectStaff, ProtectedStaff } from "./protected-staff.contract.ts";
import type { ProtectedStaffRepository } from "./protected-staff.repository.ts";

/** Which handläggare of an administrator's own agency have protected identity. @throws DomainError `not_allowed` for others. */
export interface KeepProtectedStaff {
  list(actor: StaffActor): Promise<ProtectedStaff[]>;
  /**
   * From now on, also in what was made before: the other agency and individuals see their title alone.
   *
   * @throws DomainError `not_found` for a handläggare of another agency.
   */
  protect(actor: StaffActor, personId: string, wanted: ProtectStaff): Promise<ProtectedStaff[]>;
}

export function createKeepProtectedStaff({
  protectedStaff,
  isAdministrator,
  recordAudit,
  transactions,
}: {
  protectedStaff: ProtectedStaffRepository;
  isAdministrator: IsAdministrator;
  recordAudit: RecordAudit;
  transactions: Transactions;
}): KeepProtectedStaff {
  return {
    async list(actor) {
      await requireAdministrator(actor, isAdministrator);
      return protectedStaff.list(actor.organisationId);
    },

    async protect(actor, personId, { why, ...wanted }) {
      await requireAdministrator(actor, isAdministrator);
      const { organisationId } = actor;
      await transactions.transaction(async (unitOfWork) => {
        if (!(await protectedStaff.protect({ personId, organisationId, ...wanted }, unitOfWork)))
          throw new DomainError("not_found", "Handläggaren finns inte.");
        const action = wanted.protection === "none" ? "handlaggare:unprotect" : "handlaggare:protect";
        await recordAudit(
          actor,
          { action, objectKind: "handlaggare", objectIds: [personId], why },
          unitOfWork,
        );
      });
      return protectedStaff.list(organisationId);
    },
  };
}
