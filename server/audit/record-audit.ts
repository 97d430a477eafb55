import type { Actor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { AuditEntry, AuditRelation, AuditRepository } from "./audit.repository.ts";

/** What was read or changed. */
export interface Audited {
  /** `noun:verb`; what only reads ends as `isReading` knows. */
  readonly action: string;
  readonly objectKind: AuditEntry["objectKind"];
  readonly objectIds: readonly string[];
  /** By what right, where it can't be seen from who they are to the case or the meeting. */
  readonly relation?: AuditRelation;
  /** The reason that was given. */
  readonly why?: string | null | undefined;
}

/** Records who read or changed what. In a unit of work it commits with the change it tells of. */
export type RecordAudit = (actor: Actor, audited: Audited, unitOfWork?: UnitOfWork) => Promise<void>;

export function createRecordAudit({ audit, clock }: { audit: AuditRepository; clock: Clock }): RecordAudit {
  return (actor, { action, objectKind, objectIds, relation = null, why = null }, unitOfWork) =>
    audit.append(
      objectIds.map((objectId) => ({
        at: clock.now(),
        actorKind: actor.kind,
        actorId: actorId(actor),
        organisationId: actor.kind === "staff" ? actor.organisationId : null,
        action,
        objectKind,
        objectId,
        relation,
        why,
      })),
      unitOfWork,
    );
}

function actorId(actor: Actor): string | null {
  if (actor.kind === "staff" || actor.kind === "individual") return actor.personId;
  return actor.kind === "invited" ? actor.participantId : null;
}
