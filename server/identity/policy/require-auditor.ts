import { DomainError } from "../../platform/domain-error.ts";
import type { StaffActor } from "../actor.ts";

/** Whether somebody reviews the trail of the agency they work for. */
export type IsAuditor = (personId: string) => Promise<boolean>;

/**
 * The trail is for an agency's own auditors, of their own agency only. Nobody both administers and reviews.
 *
 * @throws DomainError `not_allowed` for anybody else.
 */
export async function requireAuditor({ personId }: StaffActor, isAuditor: IsAuditor): Promise<void> {
  if (!(await isAuditor(personId)))
    throw new DomainError("not_allowed", "Det här får bara myndighetens granskare göra.");
}
