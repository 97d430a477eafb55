import { DomainError } from "../../platform/domain-error.ts";
import type { StaffActor } from "../actor.ts";
import { administrationPolicy } from "./policy.ts";

/** Whether a handläggare is an administrator of the agency they work for. */
export type IsAdministrator = (personId: string) => Promise<boolean>;

/**
 * Settings, queues and messages that could not be sent: for an agency's own administrators, and of their own agency only.
 *
 * @throws DomainError `not_allowed` for any other handläggare.
 */
export async function requireAdministrator(
  actor: StaffActor,
  isAdministrator: IsAdministrator,
): Promise<void> {
  const { personId, organisationId } = actor;
  const facts = { organisationId, isAdministrator: await isAdministrator(personId) };
  if (!administrationPolicy.administer(actor, facts))
    throw new DomainError("not_allowed", "Det här får bara myndighetens administratörer göra.");
}
