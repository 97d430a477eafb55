import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { presentCase } from "./case-presenter.ts";
import type { CasesRepository } from "./cases.repository.ts";
import { AGENCIES, type RecordConsent } from "./consent-record.ts";
import type { CaseSummary, NewCase } from "./people.contract.ts";
import { parsePersonnummer } from "./personnummer.ts";

/**
 * Registers a person and their case with the handläggare's own agency, assigned to the handläggare.
 *
 * @throws DomainError `invalid` when the personnummer isn't one, or the agency has a case of that person already.
 */
export type RegisterCase = (actor: StaffActor, entered: NewCase) => Promise<CaseSummary>;

export function createRegisterCase({
  cases,
  recordConsent,
  transactions,
  vault,
  clock,
  recordAudit,
}: {
  cases: CasesRepository;
  recordConsent: RecordConsent;
  transactions: Transactions;
  vault: Vault;
  clock: Clock;
  recordAudit: RecordAudit;
}): RegisterCase {
  return (actor, entered) =>
    transactions.transaction(async (unitOfWork) => {
      const at = clock.now();
      const on = localDateOf(at);
      const personnummer = parsePersonnummer(entered.personnummer, Number(on.slice(0, 4)));
      if (!personnummer)
        throw refused("personnummer", "Kontrollera personnumret. Någon siffra stämmer inte.");
      const { keyId, encrypted } = vault.encrypt(personnummer.digits);
      const caseId = await cases.register(
        {
          entered,
          personnummer: {
            keyId,
            encrypted,
            hash: vault.lookupHash(personnummer.digits),
            birthYear: personnummer.birthYear,
          },
          ownerOrganisationId: actor.organisationId,
          ownerOfficeId: actor.officeId,
          handlaggareId: actor.personId,
          at,
          on,
        },
        unitOfWork,
      );
      if (!caseId)
        throw refused("already_registered", "Personen har redan ett ärende hos er. Sök fram det i stället.");
      if (entered.secrecyConsentOn) {
        const consent = { caseId, parties: AGENCIES, givenOn: entered.secrecyConsentOn };
        await recordConsent({ ...consent, at, recordedBy: actor.personId }, unitOfWork);
      }
      await recordAudit(
        actor,
        { action: "case:register", objectKind: "case", objectIds: [caseId] },
        unitOfWork,
      );
      const record = await cases.find(caseId, unitOfWork);
      if (!record) throw new Error("A case just written was not found.");
      return presentCase(record, localDateOf(at));
    });
}

function refused(code: string, detail: string): DomainError {
  return new DomainError("invalid", detail, { violations: [{ pointer: "/personnummer", code, detail }] });
}
