import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { FindCase } from "../people/case-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { FreeTimeSearch } from "./free-times.contract.ts";
import type { SearchParties } from "./search-parties.ts";

/** Most times in the answer to one search. */
export const MOST_TIMES = 5000;

/** What a meeting that may be moved by the handläggare is, and whose time it takes; undefined for any other. */
export type FindMovable = (actor: StaffActor, meetingId: string) => Promise<SearchParties | undefined>;

/** What a handläggare asks joint time for. */
export type AskedParties = Pick<
  FreeTimeSearch,
  "caseId" | "type" | "sides" | "durationMinutes" | "loosen" | "ignoreMeetingId"
>;

/**
 * Whose joint time a handläggare asks for, if they may.
 *
 * @throws DomainError `not_found` for a case (or, when moving, a meeting) one may not open.
 */
export type FindParties = (actor: StaffActor, asked: AskedParties) => Promise<SearchParties>;

export function createFindParties({
  findCase,
  findMovable,
}: {
  findCase: FindCase;
  findMovable: FindMovable;
}): FindParties {
  return async (actor, { caseId, type, sides, durationMinutes, loosen, ignoreMeetingId }) => {
    const wish = { sides, durationMinutes, loosen, ignoreMeetingId };
    if (ignoreMeetingId) {
      const movable = await findMovable(actor, ignoreMeetingId);
      if (!movable) throw new DomainError("not_found", "Mötet finns inte.");
      return { ...movable, ...wish };
    }
    const record = await findCase(caseId);
    if (!record || !casePolicy.book(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
    return { caseId, individualId: record.individualId, type, ...wish };
  };
}
