import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { registrationPolicy } from "../identity/policy/policy.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";
import { registrationLine, type RegistrationLine } from "./registration-lines.ts";
import type { Registration, RegistrationQuery } from "./registrations.contract.ts";
import type { RegistrationsRepository } from "./registrations.repository.ts";

/**
 * An office's registrations in SUS: looked through, handed over as a file, and marked as handed over when SUS has them. To fetch the file
 * marks nothing: it may be fetched again. Audited.
 *
 * Each throws DomainError `not_allowed` for the other agency's handläggare.
 */
export interface KeepRegistrations {
  list(
    actor: StaffActor,
    query: RegistrationQuery,
  ): Promise<{ items: Registration[]; total: number; limit: number; page: number }>;
  /** Twice is as once. @returns how many were marked now. */
  mark(actor: StaffActor, as: "checked" | "handed_over", ids: readonly string[]): Promise<number>;
  /** Everything that is checked and not handed over, the oldest first. */
  listForFile(actor: StaffActor): Promise<RegistrationLine[]>;
}

export function createKeepRegistrations({
  registrations,
  vault,
  recordAudit,
  transactions,
  clock,
}: {
  registrations: RegistrationsRepository;
  vault: Pick<Vault, "decrypt">;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepRegistrations {
  const audited = (action: string, objectIds: readonly string[]) =>
    ({ action: `registration:${action}`, objectKind: "sus_registration", objectIds }) as const;
  return {
    async list(actor, query) {
      refuseOthers(actor);
      const { items, ...page } = await registrations.list(actor, query);
      await recordAudit(
        actor,
        audited(
          "list",
          items.map(({ id }) => id),
        ),
      );
      const shown = items.map(({ producedAt, ...item }) => ({
        ...item,
        producedAt: producedAt.toISOString(),
      }));
      return { items: shown, ...page };
    },

    async mark(actor, as, ids) {
      refuseOthers(actor);
      const { officeId, personId: by } = actor;
      return transactions.transaction(async (unitOfWork) => {
        const marking = { ids, officeId, as, at: clock.now(), by };
        const marked = await registrations.mark(marking, unitOfWork);
        const action = as === "checked" ? "check" : "hand_over";
        await recordAudit(actor, audited(action, marked), unitOfWork);
        return marked.length;
      });
    },

    async listForFile(actor) {
      refuseOthers(actor);
      const checked = await registrations.listChecked(actor.officeId);
      await recordAudit(
        actor,
        audited(
          "export",
          checked.map(({ id }) => id),
        ),
      );
      return checked.map((each) =>
        registrationLine(each, each.personnummer && vault.decrypt(each.personnummer)),
      );
    },
  };
}

function refuseOthers(actor: StaffActor): void {
  if (!registrationPolicy.handOver(actor))
    throw new DomainError("not_allowed", "Det är Försäkringskassan som registrerar i SUS.");
}
