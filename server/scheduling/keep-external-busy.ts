import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { CalendarElsewhere, ExternalBusyRepository } from "./external-busy.repository.ts";
import type { Interval } from "./intervals.ts";
import type { TimeRepository } from "./time.repository.ts";

/**
 * Changes what a calendar elsewhere says of a person's time, with the person locked until the unit of work ends, like every
 * writer of somebody's time. The search sees it when that commits; meetings already booked stand.
 */
export interface KeepExternalBusy {
  /** Before the calendar itself is looked at, so that everyone locks in the same order. */
  lock(handlaggareId: string, unitOfWork: UnitOfWork): Promise<void>;
  replace(calendar: CalendarElsewhere, busy: readonly Interval[], unitOfWork: UnitOfWork): Promise<void>;
}

export function createKeepExternalBusy({
  externalBusy,
  time,
}: {
  externalBusy: ExternalBusyRepository;
  time: TimeRepository;
}): KeepExternalBusy {
  return {
    lock: (handlaggareId, unitOfWork) => time.lockPersons([handlaggareId], unitOfWork),
    replace: externalBusy.replace,
  };
}
