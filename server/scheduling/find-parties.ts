import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { FindCase } from "../people/case-record.ts";
import { furtherViolations, type FindFurtherParties } from "../people/further-party.ts";
import { requiredPartyViolations, type ListRequiredParties } from "../people/required-parties.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
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
  "caseId" | "type" | "sides" | "durationMinutes" | "loosen" | "participants" | "ignoreMeetingId"
>;

/**
 * Whose joint time a handläggare asks for, if they may.
 *
 * @throws DomainError `not_found` for a case (or, when moving, a meeting) one may not open, `invalid` for further
 * participants whom the agency does not know, and without those whom an office of the sides requires.
 */
export type FindParties = (actor: StaffActor, asked: AskedParties) => Promise<SearchParties>;

export function createFindParties({
  findCase,
  findMovable,
  findFurtherParties,
  findHandlaggare,
  listRequiredParties,
}: {
  findCase: FindCase;
  findFurtherParties: FindFurtherParties;
  findMovable: FindMovable;
  findHandlaggare: FindHandlaggare;
  listRequiredParties: ListRequiredParties;
}): FindParties {
  return async (actor, { caseId, type, participants = [], ignoreMeetingId, ...asked }) => {
    const { sides, durationMinutes, loosen } = asked;
    const wish = { sides, durationMinutes, loosen, ignoreMeetingId };
    if (ignoreMeetingId) {
      const movable = await findMovable(actor, ignoreMeetingId);
      if (!movable) throw new DomainError("not_found", "Mötet finns inte.");
      return { ...movable, ...wish };
    }
    const record = await findCase(caseId);
    if (!record || !casePolicy.book(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
    const further = await findFurtherParties(participants, actor.organisationId);
    const sideIds = sides.flatMap(({ handlaggareIds = [] }) => handlaggareIds);
    const officeIds = sides.flatMap(({ pool }) => pool?.officeId ?? []);
    const required = await listRequiredParties({ type, handlaggareIds: sideIds, officeIds });
    const handlaggare = required.length > 0 ? await findHandlaggare(sideIds) : [];
    const violations = [
      ...furtherViolations(participants, further, sideIds),
      ...requiredPartyViolations(required, { handlaggare, further }),
    ];
    if (violations.length > 0) throw new DomainError("invalid", "Sökningen kan inte göras.", { violations });
    return { caseId, individualId: record.individualId, type, participants, ...wish };
  };
}
