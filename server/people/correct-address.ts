import type { StaffActor } from "../identity/actor.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ParticipantRole } from "../meetings/meetings.contract.ts";
import type { AddressCorrection, AddressesRepository } from "./addresses.repository.ts";

/**
 * Puts right how somebody is reached. Each agency keeps the addresses of its own cases and of those it has registered; a person
 * with protected identity, and who answers for one, is sent nothing and has none to put right.
 *
 * @throws DomainError `not_allowed` when it isn't the handläggare's agency that keeps the address, `invalid` when it has somebody of
 * the same name with that address already, or for a postal address of anybody but an individual.
 */
export type CorrectAddress = (
  actor: StaffActor,
  person: { readonly personId: string; readonly role: ParticipantRole },
  correction: AddressCorrection,
  unitOfWork: UnitOfWork,
) => Promise<void>;

export function createCorrectAddress({ addresses }: { addresses: AddressesRepository }): CorrectAddress {
  return async (actor, { personId, role }, correction, unitOfWork) => {
    if (correction.address && role !== "individual") throw noPostHere();
    const corrected = await addresses.correct(
      { personId, ...correction, by: actor.organisationId },
      unitOfWork,
    );
    if (!corrected)
      throw new DomainError(
        "not_allowed",
        "Din myndighet kan inte ändra adressen. Be den andra myndighetens handläggare att göra det.",
      );
  };
}

function noPostHere(): DomainError {
  const detail = "Brev skickas bara till personen som mötet gäller.";
  return new DomainError("invalid", detail, {
    violations: [{ pointer: "/address", code: "no_post", detail }],
  });
}
