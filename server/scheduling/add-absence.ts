import type { Absence, NewAbsence } from "../calendars/calendars.contract.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import { enteredAbsence, presentAbsence } from "./absence-record.ts";
import type { AbsencesRepository } from "./absences.repository.ts";
import type { TimeRepository } from "./time.repository.ts";

/** Keeps a handläggare's own time from being booked. Meetings already booked in it stand. */
export type AddAbsence = (actor: StaffActor, absence: NewAbsence) => Promise<Absence>;

export function createAddAbsence({
  absences,
  time,
  transactions,
}: {
  absences: AbsencesRepository;
  time: TimeRepository;
  transactions: Transactions;
}): AddAbsence {
  return ({ personId }, entered) =>
    transactions.transaction(async (unitOfWork) => {
      const absence = enteredAbsence(entered);
      await time.lockPersons([personId], unitOfWork);
      const id = await absences.insert(personId, absence, unitOfWork);
      return presentAbsence({ id, ...absence });
    });
}
