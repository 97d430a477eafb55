import type { Absence, NewAbsence } from "../calendars/calendars.contract.ts";
import type { StaffActor } from "../identity/actor.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import { enteredAbsence, presentAbsence } from "./absence-record.ts";
import type { AbsencesRepository } from "./absences.repository.ts";
import type { TimeRepository } from "./time.repository.ts";

/**
 * Gives a handläggare's own absence another time, title or kind. Meetings already booked in it stand.
 *
 * @throws DomainError `not_found`, also for somebody else's absence.
 */
export type ChangeAbsence = (actor: StaffActor, absenceId: string, absence: NewAbsence) => Promise<Absence>;

export function createChangeAbsence({
  absences,
  time,
  transactions,
}: {
  absences: AbsencesRepository;
  time: TimeRepository;
  transactions: Transactions;
}): ChangeAbsence {
  return ({ personId }, id, entered) =>
    transactions.transaction(async (unitOfWork) => {
      const absence = { id, ...enteredAbsence(entered) };
      await time.lockPersons([personId], unitOfWork);
      const changed = await absences.change(personId, absence, unitOfWork);
      if (!changed) throw new DomainError("not_found", "Frånvaron finns inte.");
      return presentAbsence(absence);
    });
}
