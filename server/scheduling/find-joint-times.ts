import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError, type Violation } from "../platform/domain-error.ts";
import type { FreeTimes, FreeTimeSearch } from "./free-times.contract.ts";
import { addDays, daysBetween, localDateOf, type LocalDate } from "./local-time.ts";
import { MOST_TIMES, type FindParties } from "./find-parties.ts";
import { presentJointTime, type FreeTimeSearcher, type PreparedSearch } from "./search-free-times.ts";
import type { SearchParties } from "./search-parties.ts";
import { createSuggestHelp } from "./suggest-help.ts";

const LONGEST_SEARCH_DAYS = 186;
/** As far ahead as the first free time is looked for. */
const NEXT_WITHIN_DAYS = 184;

/**
 * Joint free time for a case, as a handläggare asks for it.
 *
 * @throws DomainError `not_found` for a case (or, when moving, a meeting) one may not open, `invalid` for unknown
 * handläggare or too long a period.
 */
export type FindJointTimes = (actor: StaffActor, search: FreeTimeSearch) => Promise<FreeTimes>;

export function createFindJointTimes({
  findParties,
  freeTimes,
  clock,
}: {
  findParties: FindParties;
  freeTimes: FreeTimeSearcher;
  clock: Clock;
}): FindJointTimes {
  const suggestHelp = createSuggestHelp({ freeTimes });

  /** The first joint time after a date, up to six months from today. */
  async function nextFreeAfter(parties: SearchParties, date: LocalDate): Promise<string | null> {
    const to = addDays(localDateOf(clock.now()), NEXT_WITHIN_DAYS);
    if (date >= to) return null;
    const later = await freeTimes.prepare(parties, { from: addDays(date, 1), to });
    const [first] = later.times({ by: "time", limit: 1 });
    return first?.startAt.toISOString() ?? null;
  }

  return async (actor, search) => {
    refuseTooLong(search);
    const parties = await findParties(actor, search);
    const dates = { from: search.fromOn, to: search.toOn };
    const prepared = await freeTimes.prepare(parties, dates);
    refuseUnknown(prepared, parties);
    const { order = "time", limit = MOST_TIMES } = search;
    const times = prepared.times({ by: order === "time" ? "time" : "score" });
    return {
      times: times.slice(0, limit).map(presentJointTime),
      emptyDays: prepared.emptyDays(times),
      wouldHelp: await suggestHelp(prepared, parties, dates, times.length),
      nextFreeAt: times.length > 0 ? null : await nextFreeAfter(parties, search.toOn),
      ...presentWindow(prepared, search),
      notice: { ...prepared.rules.notice, endsAt: prepared.rules.notice.endsAt.toISOString() },
    };
  };
}

function presentWindow({ rules: { window } }: PreparedSearch, { fromOn, toOn }: FreeTimeSearch) {
  return { window, outsideWindow: window !== null && (fromOn < window.fromOn || toOn > window.toOn) };
}

/** @throws DomainError `invalid` when somebody named is no active handläggare of the agency. */
export function refuseUnknown({ persons }: PreparedSearch, { sides }: SearchParties): void {
  const violations = sides.flatMap(({ organisationId, handlaggareIds = [] }, index): Violation[] =>
    handlaggareIds.every((id) =>
      persons.some((person) => person.personId === id && person.organisationId === organisationId),
    )
      ? []
      : [
          {
            pointer: `/sides/${index}/handlaggareIds`,
            code: "unknown_handlaggare",
            detail: "Handläggaren finns inte hos den myndigheten.",
          },
        ],
  );
  if (violations.length > 0) throw new DomainError("invalid", "Sökningen kan inte göras.", { violations });
}

function refuseTooLong({ fromOn, toOn }: FreeTimeSearch): void {
  if (daysBetween(fromOn, toOn) <= LONGEST_SEARCH_DAYS) return;
  throw new DomainError("invalid", "Sökningen kan inte göras.", {
    violations: [{ pointer: "/toOn", code: "too_long", detail: "Sök högst ett halvår framåt i taget." }],
  });
}
