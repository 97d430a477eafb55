import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { incidentPolicy } from "../identity/policy/policy.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { IncidentRecord, IncidentsRepository } from "./incidents.repository.ts";
import type { Incident, IncidentPage } from "./recalls.contract.ts";

/** The incidents of a handläggare's own office. */
export interface KeepIncidents {
  list(actor: StaffActor, paging: { limit: number; page: number }): Promise<IncidentPage>;
  /** Notes what was done about it. The first note stays. @throws DomainError `not_found` */
  close(actor: StaffActor, incidentId: string, note: string): Promise<Incident>;
}

export function createKeepIncidents({
  incidents,
  recordAudit,
  transactions,
  clock,
}: {
  incidents: IncidentsRepository;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): KeepIncidents {
  const find = async (actor: StaffActor, incidentId: string) => {
    const incident = await incidents.find(incidentId);
    if (!incident || !incidentPolicy.read(actor, incident))
      throw new DomainError("not_found", "Incidenten finns inte.");
    return incident;
  };
  return {
    async list(actor, paging) {
      const found = await incidents.list(actor, paging);
      return { ...found, items: found.items.map(presentIncident) };
    },

    async close(actor, incidentId, note) {
      await find(actor, incidentId);
      await transactions.transaction(async (unitOfWork) => {
        await incidents.close(incidentId, { note, at: clock.now(), by: actor.personId }, unitOfWork);
        const audited = {
          action: "incident:close",
          objectKind: "incident",
          objectIds: [incidentId],
        } as const;
        await recordAudit(actor, audited, unitOfWork);
      });
      return presentIncident(await find(actor, incidentId));
    },
  };
}

function presentIncident({
  organisationId: _,
  officeId: __,
  disqualifiedIds: ___,
  ...incident
}: IncidentRecord): Incident {
  return {
    ...incident,
    openedAt: incident.openedAt.toISOString(),
    linkOpenedAt: incident.linkOpenedAt?.toISOString() ?? null,
    closedAt: incident.closedAt?.toISOString() ?? null,
  };
}
