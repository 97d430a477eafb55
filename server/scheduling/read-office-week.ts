import type { StaffActor } from "../identity/actor.ts";
import { officePolicy } from "../identity/policy/policy.ts";
import type { FindStaffMember, ListOfOffice } from "../people/staff-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import { openTimeIn, type Period } from "./busy-time.ts";
import { instantOfEpochMinute } from "./intervals.ts";
import type { OfficeColleague, OfficeWeek } from "./office-week.contract.ts";
import type { OfficeBusyRecord, OfficeWeekRepository } from "./office-week.repository.ts";
import type { PersonTimeRepository } from "./person-time.repository.ts";

/**
 * Everybody at an office side by side, for who leads it.
 *
 * @throws DomainError `not_found` for everybody else, as for an office that isn't there.
 */
export type ReadOfficeWeek = (actor: StaffActor, officeId: string, period: Period) => Promise<OfficeWeek>;

export function createReadOfficeWeek({
  findStaffMember,
  listOfOffice,
  personTime,
  officeWeeks,
}: {
  findStaffMember: FindStaffMember;
  listOfOffice: ListOfOffice;
  personTime: PersonTimeRepository;
  officeWeeks: OfficeWeekRepository;
}): ReadOfficeWeek {
  return async (actor, officeId, period) => {
    const own = await findStaffMember(actor.personId);
    if (!own || !officePolicy.readWeek(actor, { officeId, isLeader: own.leadsOffice }))
      throw new DomainError("not_found", "Det finns inget sådant kontor som du leder.");
    const [staff, times, busy] = await Promise.all([
      listOfOffice(officeId),
      personTime.loadHandlaggare({ sides: [{ pool: { officeId } }], from: period.startAt, to: period.endAt }),
      officeWeeks.list({ officeId, readerId: actor.personId }, period),
    ]);
    const people = staff.flatMap(({ personId, name, role }): OfficeColleague[] => {
      const time = times.find((each) => each.personId === personId);
      if (!time) return [];
      const openTime = openTimeIn(period, time.openTime).map(({ start, end }) =>
        onTheWire({ startAt: instantOfEpochMinute(start), endAt: instantOfEpochMinute(end) }),
      );
      const own = busy.filter((each) => each.personId === personId).map(presentBusy);
      return [{ personId, name, role, openTime, busy: own, isUnknown: time.isUnknown }];
    });
    return { people };
  };
}

function presentBusy({
  kind,
  type,
  isPreliminary,
  ...period
}: OfficeBusyRecord): OfficeColleague["busy"][number] {
  return { kind, type, isPreliminary, ...onTheWire(period) };
}

function onTheWire({ startAt, endAt }: Period) {
  return { startAt: startAt.toISOString(), endAt: endAt.toISOString() };
}
