import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";

/** One line of the trail: who did what to which object, by what right and why. Ids only. */
export interface AuditEntry {
  readonly at: Date;
  readonly actorKind: "staff" | "individual" | "invited" | "system" | "nobody";
  readonly actorId: string | null;
  readonly organisationId: string | null;
  readonly action: string;
  readonly objectKind:
    | "case"
    | "meeting"
    | "message"
    | "feed"
    | "busy_source"
    | "handlaggare"
    | "external_party"
    | "incident"
    | "agency_text"
    | "office"
    | "history_import"
    | "history_upload"
    | "figure_group"
    | "sus_registration"
    | "figure_export";
  readonly objectId: string;
  /** By what right, where it isn't seen from who they are to the case or the meeting. */
  readonly relation: AuditRelation | null;
  /** The reason given by whoever did it. */
  readonly why: string | null;
}

/** By what right somebody read or changed something. Those of the case and the meeting are found in the database. */
export type AuditRelation =
  "assigned" | "own_agency" | "takes_part" | "booked" | "self" | "leads_office" | "administrator" | "auditor";

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
                case_id: caseOf(entry),
                relation: entry.relation ?? relationOf(entry),
                why: entry.why,
              })),
            )
            .execute()
            .then(() => undefined),
  };
}
export type AuditRepository = ReturnType<typeof createAuditRepository>;

/** The case a row is about, kept on it: it is how the trail of a person is found. */
function caseOf({ objectKind, objectId }: AuditEntry) {
  if (objectKind === "case") return objectId;
  if (objectKind === "meeting")
    return sql<string | null>`(select case_id from meeting where id = ${objectId})`;
  if (objectKind === "message" || objectKind === "incident")
    return sql<string | null>`(select m.case_id from ${sql.table(objectKind)} x
      join meeting m on m.id = x.meeting_id where x.id = ${objectId})`;
  return null;
}

/** By what right a handläggare came to it, as it was at that moment. */
function relationOf({ actorKind, actorId, objectKind, objectId }: AuditEntry) {
  if (actorKind !== "staff" || actorId === null) return null;
  if (objectKind === "case")
    return sql<AuditRelation>`case when exists (select from case_assignment
        where case_id = ${objectId} and handlaggare_id = ${actorId})
      then 'assigned' else 'own_agency' end`;
  if (objectKind === "meeting")
    return sql<AuditRelation>`case
      when exists (select from participant
        where meeting_id = ${objectId} and person_id = ${actorId} and left_at is null) then 'takes_part'
      when exists (select from meeting where id = ${objectId} and created_by = ${actorId}) then 'booked'
      else 'own_agency' end`;
  return objectKind === "handlaggare" && objectId === actorId ? "self" : "own_agency";
}
