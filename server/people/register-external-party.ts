import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { ExternalParty, NewExternalParty } from "./external-parties.contract.ts";
import type { ExternalPartiesRepository } from "./external-parties.repository.ts";

/**
 * Registers somebody outside the agencies who is to take part in meetings, with the handläggare's own agency. The other
 * agency can't find them: it registers its own.
 *
 * @throws DomainError `invalid` when the agency has them already.
 */
export type RegisterExternalParty = (actor: StaffActor, entered: NewExternalParty) => Promise<ExternalParty>;

export function createRegisterExternalParty({
  externalParties,
  transactions,
  recordAudit,
  clock,
}: {
  externalParties: ExternalPartiesRepository;
  transactions: Transactions;
  recordAudit: RecordAudit;
  clock: Clock;
}): RegisterExternalParty {
  return (actor, entered) =>
    transactions.transaction(async (unitOfWork) => {
      const { organisationId, personId: handlaggareId } = actor;
      const registration = { entered, organisationId, handlaggareId, at: clock.now() };
      const party = await externalParties.register(registration, unitOfWork);
      if (!party) throw alreadyRegistered();
      await recordAudit(
        actor,
        { action: "external_party:register", objectKind: "external_party", objectIds: [party.personId] },
        unitOfWork,
      );
      return party;
    });
}

function alreadyRegistered(): DomainError {
  const detail = "Ni har redan registrerat samma namn med samma adress. Sök fram det i stället.";
  return new DomainError("invalid", detail, {
    violations: [{ pointer: "/name", code: "already_registered", detail }],
  });
}
