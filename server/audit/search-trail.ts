import type { StaffActor } from "../identity/actor.ts";
import { requireAuditor, type IsAuditor } from "../identity/policy/require-auditor.ts";
import { parsePersonnummer } from "../people/personnummer.ts";
import type { Clock } from "../platform/clock.ts";
import type { Vault } from "../platform/vault.ts";
import { addDays, localDateOf, startOfDay } from "../scheduling/local-time.ts";
import type { AuditExport, AuditFilter, AuditRow, AuditSearch, TrailVerification } from "./audit.contract.ts";
import type { RecordAudit } from "./record-audit.ts";
import type { TrailFilter, TrailRecord, TrailRepository } from "./trail.repository.ts";
import { writeTrail } from "./write-trail.ts";
import type { VerifyTrail } from "./verify-trail.ts";

/** The trail of an auditor's own agency. Every search is in the trail itself. @throws DomainError `not_allowed` for others. */
export interface SearchTrail {
  /** The latest first. */
  search(
    actor: StaffActor,
    wanted: AuditSearch,
  ): Promise<{ items: AuditRow[]; total: number; limit: number; page: number }>;
  /** Every row there is, as a text that is made while it is read. */
  export(actor: StaffActor, wanted: AuditExport): Promise<AsyncIterable<string>>;
  listActions(actor: StaffActor): Promise<{ items: string[] }>;
  verify(actor: StaffActor, from: string | undefined): Promise<TrailVerification>;
}

export function createSearchTrail({
  trail,
  verifyTrail,
  isAuditor,
  recordAudit,
  vault,
  clock,
}: {
  trail: TrailRepository;
  verifyTrail: VerifyTrail;
  isAuditor: IsAuditor;
  recordAudit: RecordAudit;
  vault: Pick<Vault, "lookupHash">;
  clock: Clock;
}): SearchTrail {
  const findCases = (person: string) => {
    const personnummer = parsePersonnummer(person, Number(localDateOf(clock.now()).slice(0, 4)));
    return trail.findCases(
      personnummer ? { personnummerHash: vault.lookupHash(personnummer.digits) } : { reference: person },
    );
  };
  const begin = async (actor: StaffActor, action: string, wanted: AuditFilter): Promise<TrailFilter> => {
    await requireAuditor(actor, isAuditor);
    const caseIds = wanted.person ? await findCases(wanted.person) : undefined;
    const common = { action, relation: "auditor", why: wanted.why ?? null } as const;
    await (caseIds?.length
      ? recordAudit(actor, { ...common, objectKind: "case", objectIds: caseIds })
      : recordAudit(actor, {
          ...common,
          objectKind: "handlaggare",
          objectIds: [wanted.handlaggareId ?? actor.personId],
        }));
    return {
      organisationId: actor.organisationId,
      caseIds,
      handlaggareId: wanted.handlaggareId,
      action: wanted.action,
      from: wanted.fromOn ? startOfDay(wanted.fromOn) : undefined,
      until: wanted.untilOn ? startOfDay(addDays(wanted.untilOn, 1)) : undefined,
    };
  };
  return {
    async search(actor, { limit, page, ...wanted }) {
      const filter = await begin(actor, "audit:search", wanted);
      const found = await trail.search(filter, { limit, page });
      return { ...found, items: found.items.map(present) };
    },
    async export(actor, { format, ...wanted }) {
      const filter = await begin(actor, "audit:export", wanted);
      return writeTrail(present, trail.stream(filter), format);
    },
    async listActions(actor) {
      await requireAuditor(actor, isAuditor);
      return { items: await trail.listActions(actor.organisationId) };
    },
    async verify(actor, from) {
      await requireAuditor(actor, isAuditor);
      return verifyTrail(from);
    },
  };
}

function present({ at, ...row }: TrailRecord): AuditRow {
  return { ...row, at: at.toISOString() };
}
