import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { FindCase } from "../people/case-record.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { EmptyDay } from "./empty-days.ts";
import type { EmptyDay as EmptyDayView, FreeTimes, FreeTimeSearch } from "./free-times.contract.ts";
import { daysBetween } from "./local-time.ts";
import { presentJointTime, type FreeTimeSearcher, type SearchParties } from "./search-free-times.ts";

const LONGEST_SEARCH_DAYS = 186;

/** Whether a case's meeting may be moved by the handläggare, and whose time it takes. */
export type FindMovable = (actor: StaffActor, meetingId: string) => Promise<SearchParties | undefined>;

/**
 * Joint free time for a case, as a handläggare asks for it.
 *
 * @throws DomainError `not_found` for a case (or, when moving, a meeting) one may not open, `invalid` for unknown
 * handläggare or too long a period.
 */
export type FindJointTimes = (actor: StaffActor, search: FreeTimeSearch) => Promise<FreeTimes>;

export function createFindJointTimes({
  findCase,
  findHandlaggare,
  findMovable,
  freeTimes,
}: {
  findCase: FindCase;
  findHandlaggare: FindHandlaggare;
  findMovable: FindMovable;
  freeTimes: FreeTimeSearcher;
}): FindJointTimes {
  async function individualOf(actor: StaffActor, search: FreeTimeSearch): Promise<string> {
    if (search.ignoreMeetingId) {
      const movable = await findMovable(actor, search.ignoreMeetingId);
      if (movable) return movable.individualId;
      throw new DomainError("not_found", "Mötet finns inte.");
    }
    const record = await findCase(search.caseId);
    if (!record || !casePolicy.book(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
    return record.individualId;
  }

  return async (actor, search) => {
    const individualId = await individualOf(actor, search);
    await refuseUnknown(findHandlaggare, search);
    const { times, emptyDays } = await freeTimes.search(
      {
        individualId,
        sides: search.sides,
        durationMinutes: search.durationMinutes,
        ignoreMeetingId: search.ignoreMeetingId,
      },
      { from: search.fromOn, to: search.toOn },
    );
    return { times: times.map(presentJointTime), emptyDays: emptyDays.map(presentEmptyDay) };
  };
}

async function refuseUnknown(findHandlaggare: FindHandlaggare, search: FreeTimeSearch): Promise<void> {
  const known = await findHandlaggare(search.sides.flatMap(({ handlaggareIds }) => handlaggareIds));
  const violations = search.sides.flatMap(({ organisationId, handlaggareIds }, index) =>
    handlaggareIds.every((id) => known.some((h) => h.personId === id && h.organisationId === organisationId))
      ? []
      : [
          {
            pointer: `/sides/${index}/handlaggareIds`,
            code: "unknown_handlaggare",
            detail: "Handläggaren finns inte hos den myndigheten.",
          },
        ],
  );
  if (daysBetween(search.fromOn, search.toOn) > LONGEST_SEARCH_DAYS)
    violations.push({ pointer: "/toOn", code: "too_long", detail: "Sök högst ett halvår framåt i taget." });
  if (violations.length > 0) throw new DomainError("invalid", "Sökningen behöver rättas.", { violations });
}

function presentEmptyDay({ on, reasons }: EmptyDay): EmptyDayView {
  return {
    on,
    reasons: reasons.map((reason) =>
      "side" in reason
        ? { code: reason.code, organisationId: reason.side as "forsakringskassan" | "arbetsformedlingen" }
        : { code: reason.code },
    ),
  };
}
