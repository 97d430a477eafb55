import type { StaffActor } from "../identity/actor.ts";
import { officePolicy } from "../identity/policy/policy.ts";
import type { FindStaffMember } from "../people/staff-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { ProtectedRead, ProtectedReadPage } from "./protected-reads.contract.ts";
import type { ProtectedReadsRepository } from "./protected-reads.repository.ts";

/**
 * Who has opened the office's cases about persons with protected identity, for who leads it: they see that it was done and by whom, never
 * whom the case is about.
 *
 * @throws DomainError `not_found` for who leads no office.
 */
export type ListProtectedReads = (
  actor: StaffActor,
  paging: { limit: number; page: number },
) => Promise<ProtectedReadPage>;

export function createListProtectedReads({
  findStaffMember,
  protectedReads,
}: {
  findStaffMember: FindStaffMember;
  protectedReads: ProtectedReadsRepository;
}): ListProtectedReads {
  return async (actor, paging) => {
    const own = await findStaffMember(actor.personId);
    const { officeId } = actor;
    if (!own || !officePolicy.readProtectedReads(actor, { officeId, isLeader: own.leadsOffice }))
      throw new DomainError("not_found", "Det finns inget sådant kontor som du leder.");
    const found = await protectedReads.list(officeId, paging);
    const items = found.items.map(({ at, action, ...line }) => ({
      ...line,
      at: at.toISOString(),
      what: kindOf(action),
    }));
    return { ...found, items };
  };
}

/** What kind of opening an action in the trail is. */
export function kindOf(action: string): ProtectedRead["what"] {
  if (action.endsWith(":list") && !["representative:list", "consent:list"].includes(action)) return "list";
  if (action.startsWith("room:")) return "room";
  return KINDS[action] ?? "change";
}

const KINDS: Readonly<Record<string, ProtectedRead["what"]>> = {
  "case:read": "case",
  "representative:list": "case",
  "consent:list": "case",
  "course:read": "case",
  "interpreter_need:read": "case",
  "meeting:read": "meeting",
  "interpreting:read": "meeting",
  "notes:read": "notes",
  "documents:export": "documents",
};
