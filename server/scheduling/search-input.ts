import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import { furtherInputOf, type ExternalTime } from "./further-participants.ts";
import { wishedTimeOn, type IndividualWishes } from "./individual-wishes.ts";
import { epochMinuteOf, instantOfEpochMinute, normalise, type Interval } from "./intervals.ts";
import type { Candidate, JointFreeTimeInput } from "./joint-search.ts";
import { localDaysIn, type LocalDay } from "./local-days.ts";
import type { MeetingCaps } from "./meeting-caps.ts";
import { addDays, localDateOf, startOfDay, weekdayOf } from "./local-time.ts";
import type { HandlaggareTime } from "./person-time.ts";
import type { Weights } from "./ranking.ts";
import type { SearchParties } from "./search-parties.ts";
import type { SearchRules } from "./search-rules.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";

/** Starts are offered on the quarter. */
export const GRID_MINUTES = 15;

/** Everything loaded for a search. */
export interface LoadedSearch {
  readonly handlaggare: readonly HandlaggareTime[];
  /** External parties who are to take part. */
  readonly externals: readonly ExternalTime[];
  /** When the individual is taken. */
  readonly individualBusy: readonly Interval[];
  readonly wishes: IndividualWishes;
  /** Pairs of handläggare who met the individual together. */
  readonly metBefore: readonly (readonly [string, string])[];
}

/** Epoch minutes: local midnights. */
export interface SearchWindow {
  readonly from: number;
  readonly to: number;
}

/** The ISO weeks that a window touches, whole: caps per week count all of them. Time is loaded for these. */
export function wholeWeeksOf({ from, to }: SearchWindow): SearchWindow {
  const first = localDateOf(instantOfEpochMinute(from));
  const last = localDateOf(instantOfEpochMinute(to - 1));
  return {
    from: epochMinuteOf(startOfDay(addDays(first, 1 - weekdayOf(first)))),
    to: epochMinuteOf(startOfDay(addDays(last, 8 - weekdayOf(last)))),
  };
}

/** What the core needs, made of what was loaded and the rules that hold, without those that are loosened. */
export function searchInputOf(
  parties: SearchParties,
  loaded: LoadedSearch,
  rules: SearchRules,
  { window, weights, calendar }: { window: SearchWindow; weights: Weights; calendar: CalendarOptions },
): JointFreeTimeInput {
  const wholeWeeks = localDaysIn(wholeWeeksOf(window), calendar);
  // Both count weeks from the same Monday.
  const days = wholeWeeks.filter(({ start, end }) => start < window.to && end > window.from);
  const loosen = parties.loosen ?? [];
  const wished = wishedTimeOn(days, loaded.wishes);
  const ruledBy = { parties, window, days, wholeWeeks };
  const further = parties.participants ?? [];
  // Who takes part anyhow represents nobody.
  const isFurther = ({ personId }: HandlaggareTime) => further.some((each) => each.personId === personId);
  const colleagues = loaded.handlaggare.filter(isFurther).map((person) => ruledCandidateOf(person, ruledBy));
  const { from: start, to: end } = window;
  return {
    sides: parties.sides.map(({ organisationId }) => ({
      side: organisationId,
      candidates: loaded.handlaggare
        .filter((person) => person.organisationId === organisationId && !isFurther(person))
        .map((person) => ruledCandidateOf(person, ruledBy)),
    })),
    individual: {
      busyTime: loaded.individualBusy,
      ...(wished && { preferredTime: wished }),
      ...(wished && !loosen.includes("preference") && { possibleTime: wished }),
    },
    ...furtherInputOf(further, { handlaggare: colleagues, externals: loaded.externals }, { start, end }),
    window,
    durationMinutes: parties.durationMinutes,
    gridMinutes: GRID_MINUTES,
    notBefore: Math.max(rules.noticeUntil, rules.servesFrom),
    deadline: rules.servesUntil,
    knownUntil: rules.bookableUntil,
    days,
    metBefore: loaded.metBefore,
    weights,
  };
}

interface RuledBy {
  readonly parties: SearchParties;
  readonly window: SearchWindow;
  readonly days: readonly LocalDay[];
  readonly wholeWeeks: readonly LocalDay[];
}

/** Somebody's time, without rules about how much of it meetings may take. What is not known is never free. */
export function candidateOf(person: HandlaggareTime, window: SearchWindow): Candidate {
  const knownUntil = person.knownUntil === null ? window.from : epochMinuteOf(startOfDay(person.knownUntil));
  const notYetKnown = normalise([{ start: Math.max(knownUntil, window.from), end: window.to }]);
  return {
    personId: person.personId,
    // Nobody says of time that is not known that it isn't worked.
    workingTime: person.openTime.concat(notYetKnown),
    busyTime: merged(person.away, person.meetings),
    unknownTime: person.isUnknown ? [{ start: window.from, end: window.to }] : notYetKnown,
    load: person.meetings.length,
  };
}

function ruledCandidateOf(person: HandlaggareTime, { parties, window, ...days }: RuledBy): Candidate {
  const loosen = parties.loosen ?? [];
  return {
    ...candidateOf(person, window),
    ...(loosen.includes("buffers") ? {} : buffersOf(person, parties)),
    ...(loosen.includes("caps") ? {} : capsOf(person, days)),
  };
}

/** The longer of the type's buffers and the person's own. */
function buffersOf(person: HandlaggareTime, { type }: SearchParties) {
  const rules = MEETING_TYPE[type];
  return {
    bufferBeforeMinutes: Math.max(rules.bufferBeforeMinutes, person.bufferBeforeMinutes),
    bufferAfterMinutes: Math.max(rules.bufferAfterMinutes, person.bufferAfterMinutes),
  };
}

function capsOf(
  { capPerDay, capPerWeek, meetings }: HandlaggareTime,
  { days, wholeWeeks }: Pick<RuledBy, "days" | "wholeWeeks">,
): MeetingCaps {
  const perDay = () => countBy(meetings, days, (_day, index) => index);
  const perWeek = () => countBy(meetings, wholeWeeks, ({ week }) => week);
  return {
    ...(capPerDay !== null && { capPerDay: { most: capPerDay, meetings: perDay() } }),
    ...(capPerWeek !== null && { capPerWeek: { most: capPerWeek, meetings: perWeek() } }),
  };
}

/** How many meetings start on each of the days, or in each of their weeks. Meetings and days in order. */
function countBy(
  meetings: readonly Interval[],
  days: readonly LocalDay[],
  indexOf: (day: LocalDay, index: number) => number,
): number[] {
  const counts = new Array<number>(days.length).fill(0);
  let day = 0;
  for (const { start } of meetings) {
    while (day < days.length && days[day]!.end <= start) day += 1;
    if (day < days.length && days[day]!.start <= start) counts[indexOf(days[day]!, day)]! += 1;
  }
  return counts;
}

/** Two lists in order of start as one. */
function merged(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  const both: Interval[] = [];
  let next = 0;
  for (const interval of some) {
    for (; next < others.length && others[next]!.start < interval.start; next += 1) both.push(others[next]!);
    both.push(interval);
  }
  for (; next < others.length; next += 1) both.push(others[next]!);
  return both;
}
