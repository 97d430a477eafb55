import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { disqualificationPolicy } from "../identity/policy/policy.ts";
import type {
  DisqualificationRecord,
  FindStaffMember,
  LiftedDisqualification,
} from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { Disqualification, LiftDisqualification } from "./hand-overs.contract.ts";

/** Who of an office is disqualified from which case (jäv), for who leads it. */
export interface KeepDisqualifications {
  /** None for who leads no office. */
  list(actor: StaffActor): Promise<Disqualification[]>;
  /**
   * Who was disqualified may work on the case again. Nobody decides that of themselves.
   *
   * @throws DomainError `not_found` when they aren't, or aren't of one's office.
   */
  lift(actor: StaffActor, command: LiftDisqualification): Promise<Disqualification[]>;
}

export function createKeepDisqualifications({
  listOfOffice,
  lift,
  findStaffMember,
  recordAudit,
  transactions,
  clock,
}: {
  listOfOffice: (officeId: string) => Promise<DisqualificationRecord[]>;
  lift: (lifted: LiftedDisqualification, unitOfWork: UnitOfWork) => Promise<boolean>;
  findStaffMember: FindStaffMember;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepDisqualifications {
  async function list(actor: StaffActor): Promise<Disqualification[]> {
    const own = await findStaffMember(actor.personId);
    const facts = { officeId: actor.officeId, isLeader: own?.leadsOffice === true };
    if (!disqualificationPolicy.read(actor, facts)) return [];
    const found = await listOfOffice(actor.officeId);
    return found.map(({ recordedAt, references, ...each }) => ({
      ...each,
      references: [...references],
      recordedAt: recordedAt.toISOString(),
    }));
  }

  return {
    list,

    async lift(actor, { caseId, personId, reason }) {
      const [own, theirs] = await Promise.all([findStaffMember(actor.personId), findStaffMember(personId)]);
      const isLeader = own?.leadsOffice === true;
      if (!theirs || !disqualificationPolicy.lift(actor, { ...theirs, isLeader })) throw notFound();
      await transactions.transaction(async (unitOfWork) => {
        const lifted = { caseId, handlaggareId: personId, by: actor.personId, at: clock.now(), reason };
        if (!(await lift(lifted, unitOfWork))) throw notFound();
        const action = "case:lift_disqualification";
        await recordAudit(
          actor,
          { action, objectKind: "case", objectIds: [caseId], why: reason },
          unitOfWork,
        );
      });
      return list(actor);
    },
  };
}

function notFound(): DomainError {
  return new DomainError("not_found", "Handläggaren är inte jävig i ärendet, eller inte på ditt kontor.");
}
