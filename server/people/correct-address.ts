import type { StaffActor } from "../identity/actor.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { AddressesRepository } from "./addresses.repository.ts";

/**
 * Puts right where somebody gets mail. Each agency keeps the addresses of its own cases and of those it has registered;
 * a person with protected identity gets no mail and has none.
 *
 * @throws DomainError `not_allowed` when it isn't the handläggare's agency that keeps the address.
 */
export type CorrectAddress = (
  actor: StaffActor,
  person: { readonly personId: string },
  email: string,
  unitOfWork: UnitOfWork,
) => Promise<void>;

export function createCorrectAddress({ addresses }: { addresses: AddressesRepository }): CorrectAddress {
  return async (actor, { personId }, email, unitOfWork) => {
    const corrected = await addresses.correct({ personId, email, by: actor.organisationId }, unitOfWork);
    if (!corrected)
      throw new DomainError(
        "not_allowed",
        "Din myndighet kan inte ändra adressen. Be den andra myndighetens handläggare att göra det.",
      );
  };
}
