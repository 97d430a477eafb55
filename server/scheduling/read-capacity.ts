import { DomainError } from "../platform/domain-error.ts";
import type { FindOffice } from "../people/staff-record.ts";
import type { Capacity, CapacityQuery } from "./free-times.contract.ts";
import { capacityByDay } from "./capacity.ts";
import { epochMinuteOf, type Interval } from "./intervals.ts";
import { localDaysIn } from "./local-days.ts";
import { addDays, daysBetween, startOfDay } from "./local-time.ts";
import { candidateOf } from "./search-input.ts";
import type { PersonTimeRepository } from "./person-time.repository.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";

const LONGEST_DAYS = 84;

/**
 * How much time two offices have for joint meetings, day by day, so that a chef sees where it is short. Tells no persons.
 *
 * @throws DomainError `invalid` for two offices of one agency, an unknown one, or more than twelve weeks.
 */
export type ReadCapacity = (query: CapacityQuery) => Promise<Capacity>;

export function createReadCapacity({
  personTime,
  findOffice,
  calendar,
}: {
  personTime: PersonTimeRepository;
  findOffice: FindOffice;
  calendar: CalendarOptions;
}): ReadCapacity {
  return async (query) => {
    refusePeriod(query);
    const offices = [await findOffice(query.officeId), await findOffice(query.otherOfficeId)] as const;
    const [one, other] = offices;
    if (!one || !other || one.organisationId === other.organisationId) throw notTwoAgencies();
    const from = startOfDay(query.fromOn);
    const to = startOfDay(addDays(query.toOn, 1));
    const sides = [one, other].map(({ id, organisationId }) => ({ organisationId, pool: { officeId: id } }));
    const persons = await personTime.loadHandlaggare({ sides, from, to });
    const booked = await personTime.loadBookedBetween({ officeIds: [one.id, other.id], from, to });
    const window = { from: epochMinuteOf(from), to: epochMinuteOf(to) };
    const days = localDaysIn(window, calendar);
    const byDay = capacityByDay({
      window,
      days,
      sides: sides.map(({ organisationId }) => ({
        side: organisationId,
        candidates: persons
          .filter((person) => person.organisationId === organisationId)
          .map((person) => candidateOf(person, window)),
      })),
    });
    return {
      days: days.map(({ on, start, end }, index) => ({
        on,
        sides: [one, other].map(({ id, organisationId }, side) => ({
          organisationId,
          officeId: id,
          freeHours: hours(byDay[index]!.sides[side]!.freeMinutes),
        })),
        jointHours: hours(byDay[index]!.jointMinutes),
        bookedHours: hours(minutesWithin(booked, start, end)),
      })),
    };
  };
}

/** Minutes of the meetings that start between two epoch minutes. */
function minutesWithin(meetings: readonly Interval[], from: number, to: number): number {
  return meetings
    .filter(({ start }) => from <= start && start < to)
    .reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Whole minutes as hours with two decimals. */
function hours(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}

function refusePeriod({ fromOn, toOn }: CapacityQuery): void {
  const days = daysBetween(fromOn, toOn);
  if (days >= 0 && days < LONGEST_DAYS) return;
  throw new DomainError("invalid", "Perioden kan inte visas.", {
    violations: [{ pointer: "/toOn", code: "wrong_period", detail: "Välj en period på högst tolv veckor." }],
  });
}

function notTwoAgencies(): DomainError {
  return new DomainError("invalid", "Välj ett kontor hos varje myndighet.", {
    violations: [
      { pointer: "/otherOfficeId", code: "not_two_agencies", detail: "Välj ett kontor hos varje myndighet." },
    ],
  });
}
