import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import { requireAdministrator, type IsAdministrator } from "../identity/policy/require-administrator.ts";
import type { FindCase } from "../people/case-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { ExtractRepository } from "./extract.repository.ts";
import type { ListCaseOpenings } from "./list-case-openings.ts";
import type { PersonExtract } from "./privacy.contract.ts";

/**
 * Everything about the individual of a case (GDPR, articles 15 and 20), for an administrator of the agency that has it: its own
 * notes and the joint ones, and who has opened the case. That it was made is audited, with why.
 *
 * Of somebody with protected identity it is made by an administrator who is assigned to the case, as nobody else may open it.
 *
 * @throws DomainError `not_allowed` for other handläggare; `not_found` where the administrator may not open the case.
 */
export type ExtractPerson = (actor: StaffActor, caseId: string, why: string) => Promise<PersonExtract>;

export function createExtractPerson({
  extracts,
  findCase,
  listCaseOpenings,
  isAdministrator,
  recordAudit,
  clock,
}: {
  extracts: ExtractRepository;
  findCase: FindCase;
  listCaseOpenings: ListCaseOpenings;
  isAdministrator: IsAdministrator;
  recordAudit: RecordAudit;
  clock: Clock;
}): ExtractPerson {
  return async (actor, caseId, why) => {
    await requireAdministrator(actor, isAdministrator);
    const record = await findCase(caseId);
    const mayOpen = record?.ownerOrganisationId === actor.organisationId && casePolicy.read(actor, record);
    const subject = mayOpen ? await extracts.findSubject(caseId, actor.organisationId) : undefined;
    if (!subject) throw new DomainError("not_found", "Ärendet finns inte.");
    await recordAudit(actor, {
      action: "person:export",
      objectKind: "case",
      objectIds: subject.caseIds,
      relation: "administrator",
      why,
    });
    const individual = await extracts.readIndividual(subject);
    const sections = await extracts.readSections(subject);
    const openings = await listCaseOpenings(subject.individualId);
    return {
      madeAt: clock.now().toISOString(),
      organisationId: actor.organisationId,
      individual: onWire(individual),
      sections: Object.fromEntries(Object.entries(sections).map(([name, rows]) => [name, rows.map(onWire)])),
      openings,
    };
  };
}

function onWire(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  );
}
