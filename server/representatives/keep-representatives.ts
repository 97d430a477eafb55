import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import type { RepresentInMeetings } from "../meetings/represent-in-meetings.ts";
import { parsePersonnummer } from "../people/personnummer.ts";
import type { FindCase } from "../people/case-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { mandateOn } from "./mandate.ts";
import type { NewRepresentative, Representative } from "./representatives.contract.ts";
import type { RepresentativesRepository } from "./representatives.repository.ts";

/** Who may answer for a person, kept on the case. @throws DomainError `not_found` for a case one may not open. */
export interface KeepRepresentatives {
  list(actor: StaffActor, caseId: string): Promise<Representative[]>;
  /** They take part in the person's meetings to come from then on, and are told of them while the mandate holds. */
  register(actor: StaffActor, caseId: string, entered: NewRepresentative): Promise<void>;
  /** They take part no more, their link is closed at once, and they are told. May run twice. @throws DomainError `not_found` */
  withdraw(actor: StaffActor, caseId: string, personId: string): Promise<void>;
}

export function createKeepRepresentatives({
  findCase,
  representatives,
  representInMeetings,
  recordAudit,
  transactions,
  vault,
  clock,
}: {
  findCase: FindCase;
  representatives: RepresentativesRepository;
  representInMeetings: RepresentInMeetings;
  recordAudit: RecordAudit;
  transactions: Transactions;
  vault: Vault;
  clock: Clock;
}): KeepRepresentatives {
  const open = async (actor: StaffActor, caseId: string) => {
    const record = await findCase(caseId);
    if (!record || !casePolicy.keepRepresentatives(actor, record))
      throw new DomainError("not_found", "Ärendet finns inte.");
  };
  const seal = (typed: string, at: Date) => {
    const personnummer = parsePersonnummer(typed, Number(localDateOf(at).slice(0, 4)));
    if (!personnummer) throw noPersonnummer();
    return { ...vault.encrypt(personnummer.digits), hash: vault.lookupHash(personnummer.digits) };
  };
  return {
    async list(actor, caseId) {
      await open(actor, caseId);
      const today = localDateOf(clock.now());
      const known = await representatives.list(caseId);
      await recordAudit(actor, { action: "representative:list", objectKind: "case", objectIds: [caseId] });
      return known.map(({ withdrawnAt, ...each }) => ({
        ...each,
        state: mandateOn({ ...each, isWithdrawn: withdrawnAt !== null }, today),
      }));
    },

    async register(actor, caseId, entered) {
      await open(actor, caseId);
      const at = clock.now();
      if (entered.validUntil !== null && entered.validUntil < localDateOf(at)) throw alreadyOver();
      const personnummer = entered.personnummer === null ? undefined : seal(entered.personnummer, at);
      await transactions.transaction(async (unitOfWork) => {
        const { organisationId, personId: by } = actor;
        const personId = await representatives.register(
          { caseId, entered, personnummer, organisationId, by, at },
          unitOfWork,
        );
        await representInMeetings.join({ caseId, personId, by, at }, unitOfWork);
        const audited = {
          action: "representative:register",
          objectKind: "case",
          objectIds: [caseId],
        } as const;
        await recordAudit(actor, audited, unitOfWork);
      });
    },

    async withdraw(actor, caseId, personId) {
      await open(actor, caseId);
      const at = clock.now();
      const by = actor.personId;
      await transactions.transaction(async (unitOfWork) => {
        if (!(await representatives.withdraw({ caseId, personId, by, at }, unitOfWork))) {
          const known = (await representatives.list(caseId)).some((each) => each.personId === personId);
          if (!known) throw new DomainError("not_found", "Ombudet finns inte i ärendet.");
          return;
        }
        await representInMeetings.leave({ caseId, personId, by, at }, unitOfWork);
        const audited = {
          action: "representative:withdraw",
          objectKind: "case",
          objectIds: [caseId],
        } as const;
        await recordAudit(actor, audited, unitOfWork);
      });
    },
  };
}

function alreadyOver(): DomainError {
  const detail = "Uppdraget har redan gått ut. Ange en sista dag från och med i dag, eller ingen.";
  return new DomainError("invalid", "Ombudet kan inte registreras.", {
    violations: [{ pointer: "/validUntil", code: "already_over", detail }],
  });
}

function noPersonnummer(): DomainError {
  const detail = "Kontrollera personnumret. Någon siffra stämmer inte.";
  return new DomainError("invalid", "Ombudet kan inte registreras.", {
    violations: [{ pointer: "/personnummer", code: "personnummer", detail }],
  });
}
