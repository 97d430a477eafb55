import type { StaffActor } from "../identity/actor.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { AbsencesRepository } from "./absences.repository.ts";
import type { TimeRepository } from "./time.repository.ts";

/**
 * Makes a handläggare's own time bookable again.
 *
 * @throws DomainError `not_found`, also for somebody else's absence.
 */
export type RemoveAbsence = (actor: StaffActor, absenceId: string) => Promise<void>;

export function createRemoveAbsence({
  absences,
  time,
  transactions,
}: {
  absences: AbsencesRepository;
  time: TimeRepository;
  transactions: Transactions;
}): RemoveAbsence {
  return ({ personId }, absenceId) =>
    transactions.transaction(async (unitOfWork) => {
      await time.lockPersons([personId], unitOfWork);
      const removed = await absences.remove(personId, absenceId, unitOfWork);
      if (!removed) throw new DomainError("not_found", "Frånvaron finns inte.");
    });
}
