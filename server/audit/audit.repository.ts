import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";

/** One line of the trail: who did what to which object. Ids only. */
export interface AuditEntry {
  readonly at: Date;
  readonly actorKind: "staff" | "invited" | "system" | "nobody";
  readonly actorId: string | null;
  readonly organisationId: string | null;
  readonly action: string;
  readonly objectKind:
    "case" | "meeting" | "feed" | "handlaggare" | "external_party" | "incident" | "agency_text";
  readonly objectId: string;
}

/** Appends to the trail; the database refuses changes to it. */
export function createAuditRepository(database: Database) {
  return {
    append: (entries: readonly AuditEntry[], unitOfWork?: UnitOfWork) =>
      entries.length === 0
        ? Promise.resolve()
        : database
            .query(unitOfWork)
            .insertInto("audit")
            .values(
              entries.map((entry) => ({
                at: entry.at,
                actor_kind: entry.actorKind,
                actor_id: entry.actorId,
                organisation_id: entry.organisationId,
                action: entry.action,
                object_kind: entry.objectKind,
                object_id: entry.objectId,
              })),
            )
            .execute()
            .then(() => undefined),
  };
}
export type AuditRepository = ReturnType<typeof createAuditRepository>;
