import type { Clock } from "../platform/clock.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { explainEmptyDays, type EmptyDay } from "./empty-days.ts";
import type { FreeTime as FreeTimeView } from "./free-times.contract.ts";
import { epochMinuteOf, instantOfEpochMinute } from "./intervals.ts";
import { findJointFreeTimes, type FreeTime, type JointFreeTimeInput } from "./joint-free-time.ts";
import { addDays, localDateOf, startOfDay, type LocalDate } from "./local-time.ts";
import { nearestTimes } from "./nearest-times.ts";
import type { PersonTime, TimeRepository } from "./time.repository.ts";
import { expandWorkingHours } from "./working-hours.ts";

/** Starts are offered on the quarter. */
export const GRID_MINUTES = 15;
const ALTERNATIVES = 3;
const ALTERNATIVES_WITHIN_DAYS = 28;

/** One agency's side of a search: one of the named is enough. */
export interface SearchSide {
  readonly organisationId: OrganisationId;
  readonly handlaggareIds: readonly string[];
}

/** Whose joint time is looked for. */
export interface SearchParties {
  readonly individualId: string;
  readonly sides: readonly SearchSide[];
  readonly durationMinutes: number;
  /** When moving: the meeting whose own time counts as free. */
  readonly ignoreMeetingId?: string | undefined;
}

/** A time when all are free, and who would come from each agency. */
export interface JointTime {
  readonly startAt: Date;
  readonly endAt: Date;
  readonly handlaggare: readonly { organisationId: OrganisationId; personId: string }[];
}

/** The search for joint free time: one query, then the pure core. */
export interface FreeTimeSearcher {
  /** All joint times from the first date to the last (both included), and why the empty days are empty. */
  search(
    parties: SearchParties,
    dates: { from: LocalDate; to: LocalDate },
  ): Promise<{ times: JointTime[]; emptyDays: EmptyDay[] }>;
  /** Whether all are free then. Certain only inside the transaction that books, with the persons locked. */
  isFree(parties: SearchParties, startAt: Date, unitOfWork?: UnitOfWork): Promise<boolean>;
  /** The joint times nearest to one that was taken. Call it after rollback. */
  alternatives(parties: SearchParties, wantedAt: Date): Promise<JointTime[]>;
}

export function createFreeTimeSearcher({
  time,
  clock,
}: {
  time: TimeRepository;
  clock: Clock;
}): FreeTimeSearcher {
  async function load(
    parties: SearchParties,
    dates: { from: LocalDate; to: LocalDate },
    unitOfWork?: UnitOfWork,
  ) {
    const from = startOfDay(dates.from);
    const to = startOfDay(addDays(dates.to, 1));
    const personIds = [
      parties.individualId,
      ...parties.sides.flatMap(({ handlaggareIds }) => handlaggareIds),
    ];
    const loaded = await time.loadTime(
      { personIds, from, to, ignoreMeetingId: parties.ignoreMeetingId },
      unitOfWork,
    );
    const timeOf = new Map(loaded.map((person) => [person.personId, person]));
    if (personIds.some((id) => !timeOf.has(id)))
      throw new Error("A person whose time is asked for does not exist.");
    return inputOf(parties, timeOf, { from, to, notBefore: clock.now() }, dates);
  }

  return {
    async search(parties, dates) {
      const input = await load(parties, dates);
      const times = findJointFreeTimes(input);
      return { times: times.map(toJointTime), emptyDays: explainEmptyDays(input, times) };
    },

    async isFree(parties, startAt, unitOfWork) {
      const on = localDateOf(startAt);
      const input = await load(parties, { from: on, to: on }, unitOfWork);
      return findJointFreeTimes(input).some(({ startMinute }) => startMinute === epochMinuteOf(startAt));
    },

    async alternatives(parties, wantedAt) {
      const wantedOn = localDateOf(wantedAt);
      const today = localDateOf(clock.now());
      const from = wantedOn > today ? addDays(wantedOn, -7) : today;
      const first = from > today ? from : today;
      const input = await load(parties, { from: first, to: addDays(first, ALTERNATIVES_WITHIN_DAYS) });
      return nearestTimes(findJointFreeTimes(input), epochMinuteOf(wantedAt), ALTERNATIVES).map(toJointTime);
    },
  };
}

function inputOf(
  parties: SearchParties,
  timeOf: ReadonlyMap<string, PersonTime>,
  limits: { from: Date; to: Date; notBefore: Date },
  dates: { from: LocalDate; to: LocalDate },
): JointFreeTimeInput {
  const candidate = (personId: string) => {
    const known = timeOf.get(personId);
    return {
      personId,
      workingTime: expandWorkingHours(known?.weeklyHours ?? [], { first: dates.from, last: dates.to }),
      busyTime: [...(known?.absences ?? []), ...(known?.occupied ?? [])],
    };
  };
  return {
    sides: parties.sides.map(({ organisationId, handlaggareIds }) => ({
      side: organisationId,
      candidates: handlaggareIds.map(candidate),
    })),
    individual: { busyTime: timeOf.get(parties.individualId)?.occupied ?? [] },
    window: { from: epochMinuteOf(limits.from), to: epochMinuteOf(limits.to) },
    durationMinutes: parties.durationMinutes,
    gridMinutes: GRID_MINUTES,
    notBefore: Math.ceil(limits.notBefore.getTime() / 60_000),
  };
}

function toJointTime(time: FreeTime): JointTime {
  return {
    startAt: instantOfEpochMinute(time.startMinute),
    endAt: instantOfEpochMinute(time.endMinute),
    handlaggare: time.pair.map(({ side, personId }) => ({
      organisationId: side as OrganisationId,
      personId,
    })),
  };
}

/** A joint time on the wire. */
export function presentJointTime(time: JointTime): FreeTimeView {
  return {
    startAt: time.startAt.toISOString(),
    endAt: time.endAt.toISOString(),
    handlaggare: time.handlaggare.map(({ organisationId, personId }) => ({ organisationId, personId })),
  };
}
