import type { FindCase } from "../people/case-record.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { explainEmptyDays } from "./empty-days.ts";
import type { FreeTime as FreeTimeView, Reason } from "./free-times.contract.ts";
import type { FurtherTimeRepository } from "./further-time.repository.ts";
import { epochMinuteOf, instantOfEpochMinute } from "./intervals.ts";
import type { JointFreeTimeInput } from "./joint-search.ts";
import { addDays, localDateOf, startOfDay, type LocalDate } from "./local-time.ts";
import { nearestTimes } from "./nearest-times.ts";
import type { PersonTimeRepository } from "./person-time.repository.ts";
import { rankJointTimes, type RankedOrder, type RankedTime } from "./rank-joint-times.ts";
import type { ScoreParts, Weights } from "./ranking.ts";
import { presentReasons } from "./present-reasons.ts";
import { GRID_MINUTES, searchInputOf, wholeWeeksOf } from "./search-input.ts";
import type { LoadedSearch } from "./search-input.ts";
import type { NamedSide, SearchParties } from "./search-parties.ts";
import { searchRulesOf, type SearchRules } from "./search-rules.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";
import { whatWouldHelp, type Loosening } from "./what-would-help.ts";
import { canTakePart, whyNotAt } from "./why-not.ts";

const ALTERNATIVES = 3;
const ALTERNATIVES_WITHIN_DAYS = 28;

/** A time when all are free, and who would come from each agency. */
export interface JointTime {
  readonly startAt: Date;
  readonly endAt: Date;
  readonly handlaggare: readonly { organisationId: OrganisationId; personId: string; name: string }[];
  readonly score: { readonly total: number; readonly parts: ScoreParts };
}

/** Dates, both included. */
export interface SearchDates {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A search with everything loaded. */
export interface PreparedSearch {
  readonly rules: SearchRules;
  /** Everybody of the sides whose time is known or not, by id. */
  readonly persons: LoadedSearch["handlaggare"];
  /** All joint times, best first unless otherwise asked. */
  times(order?: RankedOrder): JointTime[];
  /** Why each date of the search without any of the times is empty. */
  emptyDays(times: readonly JointTime[]): { on: LocalDate; reasons: Reason[] }[];
  /** Why a meeting can't start then; empty when it can. Certain of dates within the search only. */
  reasonsAt(startAt: Date): Reason[];
  /** The candidates, of any side, with whom a meeting could start then as far as their own side goes. */
  freeAt(startAt: Date): string[];
  /** The optional participants who could come then. */
  optionalFreeAt(startAt: Date): string[];
  /** The conditions that, loosened one at a time, give more times. */
  helpfulLoosenings(): Loosening[];
}

/** The search for joint free time: one aggregating query, then the pure core. */
export interface FreeTimeSearcher {
  prepare(parties: SearchParties, dates: SearchDates, unitOfWork?: UnitOfWork): Promise<PreparedSearch>;
  /** Why not all can start then. Certain only inside the transaction that books, with the persons locked. */
  whyNot(parties: SearchParties, startAt: Date, unitOfWork?: UnitOfWork): Promise<Reason[]>;
  /** Who of those named is free then, each looked at alone. */
  freeAmong(parties: SearchParties<NamedSide>, startAt: Date): Promise<string[]>;
  /** Which of the optional participants could come then. */
  optionalFreeAt(parties: SearchParties, startAt: Date, unitOfWork?: UnitOfWork): Promise<string[]>;
  /** The joint times nearest to one that was taken. Call it after rollback. */
  alternatives(parties: SearchParties, wantedAt: Date): Promise<JointTime[]>;
}

interface Dependencies {
  readonly personTime: PersonTimeRepository;
  readonly furtherTime: FurtherTimeRepository;
  readonly findCase: FindCase;
  readonly clock: Clock;
  /** What makes one time better than another. */
  readonly weights: Weights;
  /** The days on which the configuration closes everyone's office. */
  readonly calendar: CalendarOptions;
}

export function createFreeTimeSearcher(dependencies: Dependencies): FreeTimeSearcher {
  const { personTime, furtherTime, findCase, clock, calendar } = dependencies;

  async function prepare(
    parties: SearchParties,
    dates: SearchDates,
    unitOfWork?: UnitOfWork,
  ): Promise<PreparedSearch> {
    const window = {
      from: epochMinuteOf(startOfDay(dates.from)),
      to: epochMinuteOf(startOfDay(addDays(dates.to, 1))),
    };
    const weeks = wholeWeeksOf(window);
    const { ignoreMeetingId, individualId: personId, caseId, sides } = parties;
    const load = {
      from: instantOfEpochMinute(weeks.from),
      to: instantOfEpochMinute(weeks.to),
      ignoreMeetingId,
    };
    const now = clock.now();
    const furtherIds = parties.participants?.map((further) => further.personId) ?? [];
    const asked = furtherIds.length > 0 ? [...sides, { handlaggareIds: furtherIds }] : sides;
    const [record, handlaggare, externals, individualBusy, history] = await Promise.all([
      findCase(caseId, unitOfWork),
      personTime.loadHandlaggare({ ...load, sides: asked }, unitOfWork),
      furtherTime.loadExternals({ ...load, personIds: furtherIds }, unitOfWork),
      personTime.loadIndividual({ ...load, personId }, unitOfWork),
      personTime.loadHistory({ personId, caseId, now }, unitOfWork),
    ]);
    if (!record) throw new Error("A search for a case that does not exist.");
    const rules = searchRulesOf(parties, record, now, calendar);
    const eligible = handlaggare.filter((each) => !record.disqualifiedIds.includes(each.personId));
    const loaded = { handlaggare: eligible, externals, individualBusy, ...history };
    return preparedOf(searchInputOf(parties, loaded, rules, { ...dependencies, window }), rules, eligible);
  }

  return {
    prepare,

    async whyNot(parties, startAt, unitOfWork) {
      const on = localDateOf(startAt);
      // The meeting may end on the next day.
      const dates = { from: on, to: addDays(on, 1) };
      return (await prepare(parties, dates, unitOfWork)).reasonsAt(startAt);
    },

    async freeAmong(parties, startAt) {
      const on = localDateOf(startAt);
      return (await prepare(parties, { from: on, to: addDays(on, 1) })).freeAt(startAt);
    },

    async optionalFreeAt(parties, startAt, unitOfWork) {
      if (!parties.participants?.some(({ attendance }) => attendance === "optional")) return [];
      const on = localDateOf(startAt);
      return (await prepare(parties, { from: on, to: addDays(on, 1) }, unitOfWork)).optionalFreeAt(startAt);
    },

    async alternatives(parties, wantedAt) {
      const wantedOn = localDateOf(wantedAt);
      const today = localDateOf(clock.now());
      const from = wantedOn > today ? addDays(wantedOn, -7) : today;
      const first = from > today ? from : today;
      const search = await prepare(parties, { from: first, to: addDays(first, ALTERNATIVES_WITHIN_DAYS) });
      const times = search.times({ by: "time" });
      const byStart = times.map((time) => ({ ...time, startMinute: epochMinuteOf(time.startAt) }));
      return nearestTimes(byStart, epochMinuteOf(wantedAt), ALTERNATIVES);
    },
  };
}

function preparedOf(
  input: JointFreeTimeInput,
  rules: SearchRules,
  persons: LoadedSearch["handlaggare"],
): PreparedSearch {
  const nameOf = new Map(persons.map(({ personId, name }) => [personId, name]));
  return {
    rules,
    persons,
    times: (order) => rankJointTimes(input, order).map((time) => toJointTime(time, nameOf)),
    emptyDays: (times) =>
      explainEmptyDays(
        input,
        times.map(({ startAt }) => ({ startMinute: epochMinuteOf(startAt) })),
      ).map(({ on, reasons }) => ({ on, reasons: presentReasons(reasons, on, rules) })),
    reasonsAt(startAt) {
      const minute = epochMinuteOf(startAt);
      if (startAt.getTime() % (GRID_MINUTES * 60_000) !== 0) return [{ code: "off_grid" }];
      return presentReasons(whyNotAt(input, minute), localDateOf(startAt), rules);
    },
    freeAt(startAt) {
      const minute = epochMinuteOf(startAt);
      return input.sides.flatMap(({ side, candidates }) =>
        candidates
          .filter((one) => whyNotAt({ ...input, sides: [{ side, candidates: [one] }] }, minute).length === 0)
          .map(({ personId }) => personId),
      );
    },
    optionalFreeAt: (startAt) =>
      (input.optionalParticipants ?? [])
        .filter((person) => canTakePart(person, input, epochMinuteOf(startAt)))
        .map(({ personId }) => personId),
    helpfulLoosenings: () => whatWouldHelp(input, Math.max(rules.now, rules.servesFrom)),
  };
}

function toJointTime(time: RankedTime, nameOf: ReadonlyMap<string, string>): JointTime {
  return {
    startAt: instantOfEpochMinute(time.startMinute),
    endAt: instantOfEpochMinute(time.endMinute),
    handlaggare: time.pair.map(({ side, personId }) => ({
      organisationId: side as OrganisationId,
      personId,
      name: nameOf.get(personId) ?? "",
    })),
    score: { total: time.score, parts: time.parts },
  };
}

/** A joint time on the wire. */
export function presentJointTime({ startAt, endAt, handlaggare, score }: JointTime): FreeTimeView {
  return {
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    handlaggare: [...handlaggare],
    score: { total: score.total, parts: { ...score.parts } },
  };
}
