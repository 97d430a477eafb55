import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MessageKind } from "../invitations/invitations.contract.ts";
import type { OrganisationId } from "../people/people.contract.ts";

/** An incident as the database knows it. */
export interface IncidentRecord {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly officeId: string;
  /** Who may not see its case (jäv). */
  readonly disqualifiedIds: readonly string[];
  readonly meetingReference: string;
  readonly messageKind: MessageKind;
  readonly reason: string;
  readonly openedAt: Date;
  readonly openedByName: string;
  readonly linkOpenedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedByName: string | null;
  readonly closingNote: string | null;
}

/** Who looks through the incidents of their office. */
export interface IncidentReader {
  readonly officeId: string;
  readonly personId: string;
}

/** Incidents: what went wrong, for the agency whose handläggare made it known. */
export function createIncidentsRepository(database: Database) {
  const select = () =>
    database
      .query()
      .selectFrom("incident as i")
      .innerJoin("meeting as m", "m.id", "i.meeting_id")
      .innerJoin("message as sent", "sent.id", "i.message_id")
      .innerJoin("handlaggare as opener", "opener.person_id", "i.opened_by")
      .leftJoin("handlaggare as closer", "closer.person_id", "i.closed_by")
      .leftJoin("recall as r", "r.message_id", "i.message_id")
      .select([
        "i.id",
        "i.organisation_id as organisationId",
        "i.office_id as officeId",
        sql<string[]>`array(select d.handlaggare_id from disqualification d where d.case_id = m.case_id)`.as(
          "disqualifiedIds",
        ),
        "m.reference as meetingReference",
        "sent.kind as messageKind",
        "i.reason",
        "i.opened_at as openedAt",
        "opener.shown_name as openedByName",
        "r.opened_at as linkOpenedAt",
        "i.closed_at as closedAt",
        "closer.shown_name as closedByName",
        "i.closing_note as closingNote",
      ])
      .$castTo<IncidentRecord>();

  /** Those of an office, but for those of cases that the reader may not see. */
  const isShown = ({
    officeId,
    personId,
  }: IncidentReader) => sql<boolean>`i.office_id = ${officeId} and not exists (
    select from disqualification d join meeting of_case on of_case.case_id = d.case_id
    where of_case.id = i.meeting_id and d.handlaggare_id = ${personId})`;

  return {
    open: (
      incident: {
        organisationId: OrganisationId;
        officeId: string;
        meetingId: string;
        messageId: string;
        reason: string;
        at: Date;
        by: string;
      },
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .insertInto("incident")
        .values({
          organisation_id: incident.organisationId,
          office_id: incident.officeId,
          meeting_id: incident.meetingId,
          message_id: incident.messageId,
          reason: incident.reason,
          opened_at: incident.at,
          opened_by: incident.by,
          closed_at: null,
          closed_by: null,
          closing_note: null,
        })
        .execute(),

    find: (incidentId: string): Promise<IncidentRecord | undefined> =>
      select().where("i.id", "=", incidentId).executeTakeFirst(),

    /** Those of the reader's office: the open ones first, then the latest. */
    async list(reader: IncidentReader, { limit, page }: { limit: number; page: number }) {
      const { total } = await database
        .query()
        .selectFrom("incident as i")
        .where(isShown(reader))
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const items = await select()
        .where(isShown(reader))
        .orderBy((e) => e("i.closed_at", "is not", null))
        .orderBy("i.opened_at", "desc")
        .orderBy("i.id")
        .limit(limit)
        .offset((page - 1) * limit)
        .execute();
      return { items, total, limit, page };
    },

    /** Closes it, unless it is closed already. */
    close: (
      incidentId: string,
      { note, at, by }: { note: string; at: Date; by: string },
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .updateTable("incident")
        .set({ closed_at: at, closed_by: by, closing_note: note })
        .where("id", "=", incidentId)
        .where("closed_at", "is", null)
        .execute(),
  };
}
export type IncidentsRepository = ReturnType<typeof createIncidentsRepository>;
